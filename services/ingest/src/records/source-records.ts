import type { Clock, RecordStore, RecordWrite } from '@plumbline/core';
import type { DocumentClaim, FileRecord, SourceRecords } from '@plumbline/retrievers/ingest';
import { type Closing, closeLedgers } from './close-ledger.ts';
import { DocumentClaims } from './document-claims.ts';
import { HeldKeys, keysBefore } from './held-keys.ts';
import { givingBack, type LeaseGuard, leaseGuard } from './lease-guard.ts';
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

type GuardedClosing = Omit<Closing, 'lease'> & { readonly guard: LeaseGuard };

/**
 * What an ingest remembers, on a record store. All of a source lies in one partition, and only its holder writes there:
 * each write is on the condition that the lease is still the holder's. Keys are put on record before the index is
 * touched, and which of them count is decided by one write at the end.
 */
export class StoreSourceRecords implements SourceRecords {
  readonly #options: SourceRecordsOptions;
  readonly #claims: DocumentClaims;
  readonly #keys = new HeldKeys();
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
    const guards = ledgers.map((ledger) => leaseGuard(ledger, this.#options.leases));
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
    const guards: LeaseGuard[] = [];
    const groups = [...bySource].map(([ledger, ids]) => {
      const guard = leaseGuard(ledger, this.#options.leases);
      guards.push(guard);
      const unknown = ids.filter((id) => !ledger.keys.has(id));
      return [...addPages(ledger, unknown), guard.write];
    });
    await writeGroups(this.#options.store, groups);
    for (const guard of guards) guard.written();
    for (const [ledger, ids] of bySource) this.#keys.intend(ids, ledger);
  }

  async update(keys: string[], { timeAtLeast = 0 }: { timeAtLeast?: number } = {}): Promise<void> {
    this.#keys.confirm(keys, Math.max(timeAtLeast, this.#time));
  }

  async exists(keys: string[]): Promise<boolean[]> {
    return keys.map((key) => this.#keys.isSure(key));
  }

  async listKeys(options: Parameters<SourceRecords['listKeys']>[0] = {}): Promise<string[]> {
    const { before = Number.POSITIVE_INFINITY, groupIds = [], limit = Number.POSITIVE_INFINITY } = options;
    const ledgers = (groupIds ?? []).flatMap((path) => (path === null ? [] : [this.#held(path)]));
    return keysBefore(ledgers, before, limit);
  }

  async deleteKeys(keys: string[]): Promise<void> {
    this.#keys.delete(keys);
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
        guard: leaseGuard(ledger, this.#options.leases),
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
        guard: leaseGuard(ledger, this.#options.leases),
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
    this.#keys.adopt(ledgers);
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
    this.#keys.forget(ledgers);
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
    const guards = this.#keys.ledgersOf(keys).map((ledger) => leaseGuard(ledger, this.#options.leases));
    await writeAll(
      this.#options.store,
      guards.map(({ write }) => write),
    );
    for (const guard of guards) guard.written();
    this.#keys.doubt(keys);
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

/** Documents that the pages of before name, and no key does any more. */
function goneDocuments({ pages, keys }: Ledger): string[] {
  const present = new Set([...keys.keys()].map(documentOf));
  return [...new Set([...pages.values()].flat().map(documentOf))].filter((docId) => !present.has(docId));
}

/** A key is `docId#chunk~hash`. */
function documentOf(key: string): string {
  return key.slice(0, key.lastIndexOf('#'));
}
