import { type Clock, PlumblineError, type PutWrite, type RecordStore, type StoredRecord } from '@plumbline/core';
import { type Ledger, openLedger, partitionOf } from './ledger.ts';
import { type Lease, leaseSchema, parseRecord, type SourceState, sourceStateSchema } from './source-state.ts';

export interface SourceLeasesOptions {
  readonly store: RecordStore;
  /** Sets the records of one index apart from those of another. */
  readonly namespace: string;
  readonly clock: Clock;
  /** Names this worker. One that starts again under the same name takes its sources back at once. */
  readonly owner: string;
  /** How long a source is held without a sign of life, in milliseconds. */
  readonly leaseMs: number;
}

/** What is on record of a source that nobody has to hold for looking. */
export interface Peeked {
  readonly state: SourceState | undefined;
  /** How often workers died over it since it was last given back. */
  readonly deaths: number;
  /** Epoch milliseconds until which another worker holds it. */
  readonly busyUntil: number | undefined;
}

interface Found {
  readonly lease: Lease | undefined;
  readonly version: number | undefined;
}

/** Lets one worker at a time work on a source, across processes and machines. */
export class SourceLeases {
  readonly held = new Map<string, Ledger>();
  readonly #options: SourceLeasesOptions;

  constructor(options: SourceLeasesOptions) {
    this.#options = options;
  }

  async peek(path: string): Promise<Peeked> {
    const { store, namespace } = this.#options;
    const partition = partitionOf(namespace, path);
    const [found, state] = await Promise.all([this.#find(path), store.get({ partition, sort: 'state' })]);
    return {
      state: state === undefined ? undefined : parseRecord(sourceStateSchema, state),
      deaths: found.lease?.attempts ?? 0,
      busyUntil: this.#busyUntil(path, found.lease),
    };
  }

  /** Takes sources; answers those it got. The others are another worker's, or wait for the batch that holds them here. */
  async acquire(paths: readonly string[]): Promise<Ledger[]> {
    const wanted: { path: string; write: PutWrite; lease: Lease }[] = [];
    for (const path of new Set(paths)) {
      const { lease, version } = await this.#find(path);
      if (this.#busyUntil(path, lease) !== undefined) continue;
      const next = this.#lease((lease?.attempts ?? 0) + 1);
      wanted.push({
        path,
        lease: next,
        write: { ...this.#key(path), value: { ...next }, expected: version ?? 'absent' },
      });
    }
    const taken = await this.#write(wanted);
    return await Promise.all(
      taken.map(async ({ path, write, lease }) => {
        const leaseVersion = (typeof write.expected === 'number' ? write.expected : 0) + 1;
        const ledger = await this.#load(path, lease, leaseVersion);
        this.held.set(path, ledger);
        return ledger;
      }),
    );
  }

  /** Gives sources back as they are on record. One that was lost meanwhile is its new holder's. */
  async release(ledgers: readonly Ledger[]): Promise<void> {
    for (const { path, leaseVersion } of ledgers) {
      if (!this.held.delete(path)) continue;
      try {
        await this.#options.store.delete({ ...this.#key(path), expected: leaseVersion });
      } catch (error) {
        if (!isConflict(error)) throw error;
      }
    }
  }

  /** A lease from now on. */
  renewed({ lease }: Ledger): Lease {
    return this.#lease(lease.attempts);
  }

  /** Whether a lease has used up a third of its time. */
  isAgeing({ lease }: Ledger): boolean {
    const { clock, leaseMs } = this.#options;
    return lease.until - clock() < (leaseMs * 2) / 3;
  }

  /** All of them at once, which is the cheaper way, else one by one when another worker came first with some. */
  async #write<T extends { write: PutWrite }>(wanted: readonly T[]): Promise<T[]> {
    if (wanted.length === 0) return [];
    try {
      await this.#options.store.transact(wanted.map(({ write }) => write));
      return [...wanted];
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
    const taken: T[] = [];
    for (const one of wanted) {
      try {
        await this.#options.store.put(one.write);
        taken.push(one);
      } catch (error) {
        if (!isConflict(error)) throw error;
      }
    }
    return taken;
  }

  async #load(path: string, lease: Lease, leaseVersion: number): Promise<Ledger> {
    const { store, namespace } = this.#options;
    const partition = partitionOf(namespace, path);
    const stored = await store.get({ partition, sort: 'state' });
    const state = stored === undefined ? undefined : parseRecord(sourceStateSchema, stored);
    return openLedger({ path, partition, stored, state, lease, leaseVersion, pages: await this.#pages(partition) });
  }

  async #pages(partition: string): Promise<StoredRecord[]> {
    const pages: StoredRecord[] = [];
    let after: string | undefined;
    do {
      const found = await this.#options.store.list(partition, {
        prefix: 'keys/',
        ...(after === undefined ? {} : { after }),
      });
      pages.push(...found.records);
      after = found.next;
    } while (after !== undefined);
    return pages;
  }

  async #find(path: string): Promise<Found> {
    const record = await this.#options.store.get(this.#key(path));
    return { lease: record && parseRecord(leaseSchema, record), version: record?.version };
  }

  #busyUntil(path: string, lease: Lease | undefined): number | undefined {
    const { clock, owner } = this.#options;
    const isFree = lease === undefined || lease.until <= clock() || lease.owner === owner;
    if (this.held.has(path)) return this.held.get(path)?.lease.until;
    return isFree ? undefined : lease.until;
  }

  #lease(attempts: number): Lease {
    const { owner, clock, leaseMs } = this.#options;
    return { owner, until: clock() + leaseMs, attempts };
  }

  #key(path: string) {
    return { partition: partitionOf(this.#options.namespace, path), sort: 'lease' };
  }
}

function isConflict(error: unknown): boolean {
  return PlumblineError.isInstance(error) && error.code === 'VERSION_CONFLICT';
}
