import type { Clock } from '../contracts/clock.ts';
import type { RecordKey, RecordStore } from '../contracts/record-store.ts';
import { type CheckedWrite, checkKey, checkList, checkPut, checkWrites, nextVersion } from './record-writes.ts';
import { createSortedMap, type SortedMap } from './sorted-map.ts';
import { isLive, type StoredRow, toPage, toRecord } from './stored-row.ts';

/** A record store that holds everything in this process. */
export interface MemoryRecordStore extends RecordStore {
  /** Frees what has expired, which is unseen already. Resolves to the number of records freed. */
  purgeExpired(): Promise<number>;
}

/**
 * A record store for tests and short-lived work: nothing outlives the process.
 *
 * `clock` tells what has expired.
 */
export function createMemoryRecordStore({ clock }: { clock: Clock }): MemoryRecordStore {
  const partitions = new Map<string, SortedMap<StoredRow>>();

  const find = ({ partition, sort }: RecordKey): StoredRow | undefined => {
    const row = partitions.get(partition)?.get(sort);
    return row !== undefined && isLive(row, clock()) ? row : undefined;
  };
  const set = (row: StoredRow): void => {
    const rows = partitions.get(row.partition) ?? createSortedMap<StoredRow>();
    partitions.set(row.partition, rows);
    rows.set(row.sort, row);
  };
  const commit = (writes: readonly CheckedWrite[]): number[] => {
    const versions = writes.map((write) => nextVersion(write, find(write)?.version));
    for (const [index, write] of writes.entries()) {
      if (write.kind === 'put') set({ ...write, version: versions[index] ?? 1 });
      if (write.kind === 'delete') partitions.get(write.partition)?.delete(write.sort);
    }
    return versions;
  };

  return {
    async get(key) {
      checkKey(key);
      const row = find(key);
      return row && toRecord(row);
    },
    async put(write) {
      const checked = checkPut(write);
      const [version = 1] = commit([checked]);
      return toRecord({ ...checked, version });
    },
    async delete(key) {
      commit(checkWrites([{ ...key, delete: true }]));
    },
    async list(partition, options) {
      const { limit, prefix, start } = checkList(partition, options);
      const found: StoredRow[] = [];
      for (const [sort, row] of partitions.get(partition)?.from(start) ?? []) {
        if (found.length > limit || !sort.startsWith(prefix)) break;
        if (sort !== options?.after && isLive(row, clock())) found.push(row);
      }
      return toPage(found, limit);
    },
    async transact(writes) {
      commit(checkWrites(writes));
    },
    async purgeExpired() {
      const rows = [...partitions.values()].flatMap((partition) => [...partition.from('')].map(([, row]) => row));
      const expired = rows.filter((row) => !isLive(row, clock()));
      for (const { partition, sort } of expired) partitions.get(partition)?.delete(sort);
      return expired.length;
    },
  };
}
