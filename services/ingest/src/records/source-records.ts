import type { Clock, RecordStore, RecordWrite } from '@plumbline/core';
import type { DocumentClaim, FileRecord, SourceRecords } from '@plumbline/retrievers/ingest';
import { type Closing, closeLedgers } from './close-ledger.ts';
import { DocumentClaims } from './document-claims.ts';
import { LeaseLostError } from './lease-lost-error.ts';
import { addPages, type Ledger, partitionOf } from './ledger.ts';
import type { SourceLeases } from './source-leases.ts';
import { parseRecord, type SourceState, sourceStateSchema, toJson } from './source-state.ts';
import { writeAll, writeGroups } from './store-writer.ts';

/** How long it is remembered that a source is gone; a message lives 14 days in a queue at most. */
const TOMBSTONE_MS = 30 * 24 * 3_600_000;

export interface SourceRecordsOptions {
  readonly store: RecordStore;
  readonly leases: SourceLeases;
  readonly namespace: string;
  readonly clock: Clock;
  /** Unlike that of any other process, also of one on another machine. */
  readonly runId: string;
}

/** What was decided about a source, to be remembered as it is given back. */
export interface Settlement extends Pick<SourceState, 'refused' | 'labels'> {
  readonly ledger: Ledger;
  readonly seen: SourceState['seen'];
}

/** The part of a transaction that makes it hold only while the lease is ours. */
interface Guard {
  readonly write: RecordWrite;
  /** To be called when the transaction has held. */
  readonly written: () => void;
}

type GuardedClosing = Omit<Closing, 'lease'> & { readonly guard: Guard };

/**
 * What an ingest remembers, on a record store. All of a source lies in one partition, and only its holder writes there:
 * each write is on the condition that the lease is still the holder's. Keys are put on record before the index is
 * touched, and which of them count is decided by one write at the end.
 */
export class StoreSourceRecords implements SourceRecords {
  readonly #options: SourceRecordsOptions;
  readonly #claims: DocumentClaims;
  readonly #ledgerOf = new Map<string, Ledger>();
  #time = 0;
  #isUnoptimised = false;

  constructor(options: SourceRecordsOptions) {
    this.#options = options;
    this.#claims = new DocumentClaims(options);
  }

  /** Nothing to do: a record store has no schema. */
  async createSchema(): Promise<void> {}

  async getTime(): Promise<number> {
    this.#time = Math.max(this.#options.clock(), this.#time + 1);
    return this.#time;
  }

  async getFile(path: string): Promise<FileRecord | undefined> {
    const { store, namespace, leases } = this.#options;
    let state = leases.held.get(path)?.state;
    if (state === undefined) {
      const stored = await store.get({ partition: partitionOf(namespace, path), sort: 'state' });
      state = stored && parseRecord(sourceStateSchema, stored);
    }
    if (state === undefined || state.removed === true) return undefined;
    if (state.phase === 'closed' && state.generation === 0) return undefined;
    const { documents, passages, fingerprint, phase } = state;
    return { path, documents, passages, ...(phase === 'closed' && fingerprint !== undefined ? { fingerprint } : {}) };
  }

  async openFiles(paths: readonly string[]): Promise<void> {
    const ledgers = paths.map((path) => this.#held(path)).filter(({ state }) => state.phase === 'closed');
    const states = ledgers.map(({ state }) => opened(state));
    const guards = ledgers.map((ledger) => this.#guard(ledger));
    const groups = ledgers.map(({ partition, stateVersion }, at): RecordWrite[] => [
      { partition, sort: 'state', value: toJson(states[at] ?? {}), expected: stateVersion ?? 'absent' },
      ...guards.slice(at, at + 1).map(({ write }) => write),
    ]);
    await writeGroups(this.#options.store, groups);
    for (const [at, ledger] of ledgers.entries()) {
      ledger.state = states[at] ?? ledger.state;
      ledger.stateVersion = (ledger.stateVersion ?? 0) + 1;
      guards[at]?.written();
    }
  }

  async markUnsure(keys: readonly string[], fileOf?: (key: string) => string): Promise<void> {
    if (fileOf === undefined) {
      await this.#doubt(keys);
      return;
    }
    const bySource = Map.groupBy(keys, (key) => this.#held(fileOf(key)));
    const guards: Guard[] = [];
    const groups = [...bySource].map(([ledger, ids]) => {
      const guard = this.#guard(ledger);
      guards.push(guard);
      const unknown = ids.filter((id) => !ledger.keys.has(id));
      return [...addPages(ledger, unknown), guard.write];
    });
    await writeGroups(this.#options.store, groups);
    for (const guard of guards) guard.written();
    for (const [ledger, ids] of bySource) {
      for (const id of ids) {
        ledger.keys.set(id, { sure: false, seenAt: ledger.keys.get(id)?.seenAt ?? 0 });
        this.#ledgerOf.set(id, ledger);
      }
    }
  }

  async update(keys: string[], { timeAtLeast = 0 }: { timeAtLeast?: number } = {}): Promise<void> {
    for (const key of keys) {
      const state = this.#ledgerOf.get(key)?.keys.get(key);
      if (state === undefined) continue;
      state.sure = true;
      state.seenAt = Math.max(timeAtLeast, this.#time);
    }
  }

  async exists(keys: string[]): Promise<boolean[]> {
    return keys.map((key) => this.#ledgerOf.get(key)?.keys.get(key)?.sure === true);
  }

  async listKeys(options: Parameters<SourceRecords['listKeys']>[0] = {}): Promise<string[]> {
    const { before = Number.POSITIVE_INFINITY, groupIds = [], limit = Number.POSITIVE_INFINITY } = options;
    const found: string[] = [];
    for (const path of groupIds ?? []) {
      if (path === null) continue;
      for (const [key, { seenAt }] of this.#held(path).keys) {
        if (found.length >= limit) return found;
        if (seenAt < before) found.push(key);
      }
    }
    return found;
  }

  async deleteKeys(keys: string[]): Promise<void> {
    for (const key of keys) {
      this.#ledgerOf.get(key)?.keys.delete(key);
      this.#ledgerOf.delete(key);
    }
  }

  async completeFiles(files: readonly FileRecord[]): Promise<void> {
    const closings = files.map(({ path, fingerprint, documents, passages }): GuardedClosing => {
      const ledger = this.#held(path);
      const { labels, seen } = ledger.state;
      const generation = ledger.generation;
      const state: SourceState = { path, phase: 'closed', generation, documents, passages };
      return {
        ledger,
        state: {
          ...state,
          ...(labels && { labels }),
          ...(seen && { seen }),
          ...(fingerprint !== undefined && { fingerprint }),
        },
        guard: this.#guard(ledger),
      };
    });
    await this.#close(closings);
  }

  async removeFiles(paths: readonly string[]): Promise<void> {
    const { clock } = this.#options;
    const closings = paths.map((path): GuardedClosing => {
      const ledger = this.#held(path);
      const { labels, seen, generation } = ledger.state;
      const state: SourceState = { path, phase: 'closed', generation, documents: 0, passages: 0, removed: true };
      return {
        ledger,
        state: { ...state, ...(labels && { labels }), ...(seen && { seen }) },
        guard: this.#guard(ledger),
        expiresAt: clock() + TOMBSTONE_MS,
      };
    });
    await this.#close(closings);
  }

  getClaim(docId: string): Promise<DocumentClaim | undefined> {
    return this.#claims.get(docId);
  }

  putClaims(claims: readonly DocumentClaim[]): Promise<void> {
    return this.#claims.put(claims);
  }

  isUnoptimised(): boolean {
    return this.#isUnoptimised;
  }

  setUnoptimised(unoptimised: boolean): void {
    this.#isUnoptimised = unoptimised;
  }

  /** Makes the keys of sources known that were just taken. */
  adopt(ledgers: readonly Ledger[]): void {
    for (const ledger of ledgers) for (const key of ledger.keys.keys()) this.#ledgerOf.set(key, ledger);
  }

  /** Remembers what was decided, and gives the sources back, in one step for each. */
  async settle(settlements: readonly Settlement[]): Promise<void> {
    const { leases, clock } = this.#options;
    const closings = settlements.map(({ ledger, seen, refused, labels }): GuardedClosing => {
      const { refused: _, seen: before, labels: stored, ...state } = ledger.state;
      const kept = labels ?? stored;
      return {
        ledger,
        state: {
          ...state,
          ...((seen ?? before) && { seen: seen ?? before }),
          ...(refused && { refused }),
          ...(kept && { labels: kept }),
        },
        guard: givingBack(ledger),
        ...(state.removed === true ? { expiresAt: clock() + TOMBSTONE_MS } : {}),
      };
    });
    await this.#close(closings);
    for (const { ledger } of settlements) leases.held.delete(ledger.path);
    this.forget(settlements.map(({ ledger }) => ledger));
  }

  /** Frees what is in memory of sources that were given back. */
  forget(ledgers: readonly Ledger[]): void {
    for (const { keys } of ledgers) for (const key of keys.keys()) this.#ledgerOf.delete(key);
  }

  async #close(closings: readonly GuardedClosing[]): Promise<void> {
    const gone = closings.map(({ ledger }) => ({ path: ledger.path, docIds: goneDocuments(ledger) }));
    await closeLedgers(
      this.#options.store,
      closings.map(({ guard, ...closing }) => ({ ...closing, lease: guard.write })),
    );
    for (const { guard } of closings) guard.written();
    for (const { path, docIds } of gone) await this.#claims.forget(path, docIds);
  }

  /**
   * Makes sure that the sources of keys are still ours: one that lost its lease must not delete what the new holder has
   * written. That the keys are unsure need not be put on record: the state is open, so after a crash none of them is sure.
   */
  async #doubt(keys: readonly string[]): Promise<void> {
    const ledgers = new Set(keys.flatMap((key) => this.#ledgerOf.get(key) ?? []));
    const guards = [...ledgers].map((ledger) => this.#guard(ledger));
    await writeAll(
      this.#options.store,
      guards.map(({ write }) => write),
    );
    for (const guard of guards) guard.written();
    for (const key of keys) {
      const state = this.#ledgerOf.get(key)?.keys.get(key);
      if (state !== undefined) state.sure = false;
    }
  }

  /** The condition that the lease is still ours; now and then a renewal. */
  #guard(ledger: Ledger): Guard {
    const { leases } = this.#options;
    const key = { partition: ledger.partition, sort: 'lease', expected: ledger.leaseVersion };
    if (!leases.isAgeing(ledger)) return { write: { ...key, check: true }, written: () => {} };
    const lease = leases.renewed(ledger);
    const written = () => {
      ledger.lease = lease;
      ledger.leaseVersion += 1;
    };
    return { write: { ...key, value: { ...lease } }, written };
  }

  #held(path: string): Ledger {
    const ledger = this.#options.leases.held.get(path);
    if (ledger === undefined) throw new LeaseLostError();
    return ledger;
  }
}

/** No longer the state of any version: a crash from here on must not look like one that was dealt with. */
function opened({ fingerprint: _, refused: __, seen, ...state }: SourceState): SourceState {
  return { ...state, phase: 'open', ...(seen && { seen: { ...seen, tag: '' } }) };
}

function givingBack({ partition, leaseVersion }: Ledger): Guard {
  return { write: { partition, sort: 'lease', delete: true, expected: leaseVersion }, written: () => {} };
}

/** Documents that the pages of before name, and no key does any more. */
function goneDocuments({ pages, keys }: Ledger): string[] {
  const present = new Set([...keys.keys()].map(documentOf));
  return [...new Set([...pages.values()].flat().map(documentOf))].filter((docId) => !present.has(docId));
}

/** A key is `docId#chunk~hash`. */
function documentOf(key: string): string {
  return key.slice(0, key.lastIndexOf('#'));
}
