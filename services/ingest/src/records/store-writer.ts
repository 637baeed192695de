import { MAX_TRANSACTION_WRITES, PlumblineError, type RecordStore, type RecordWrite } from '@plumbline/core';
import { LeaseLostError } from './lease-lost-error.ts';

/**
 * Writes groups of writes, each group in one transaction, and as many groups in one transaction as fit.
 *
 * @throws LeaseLostError when a condition does not hold
 */
export async function writeGroups(store: RecordStore, groups: readonly (readonly RecordWrite[])[]): Promise<void> {
  let waiting: RecordWrite[] = [];
  for (const group of groups) {
    if (waiting.length + group.length > MAX_TRANSACTION_WRITES) {
      await commit(store, waiting);
      waiting = [];
    }
    waiting.push(...group);
  }
  await commit(store, waiting);
}

/** Writes without a condition, in transactions of the greatest size. */
export async function writeAll(store: RecordStore, writes: readonly RecordWrite[]): Promise<void> {
  await writeGroups(
    store,
    writes.map((write) => [write]),
  );
}

async function commit(store: RecordStore, writes: readonly RecordWrite[]): Promise<void> {
  if (writes.length === 0) return;
  try {
    await store.transact(writes);
  } catch (error) {
    if (PlumblineError.isInstance(error) && error.code === 'VERSION_CONFLICT')
      throw new LeaseLostError({ cause: error });
    throw error;
  }
}
