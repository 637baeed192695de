import type { DeleteWrite, RecordStore, RecordWrite } from '@plumbline/core';
import { addPages, exactGeneration, generationOf, type Ledger } from './ledger.ts';
import { type SourceState, toJson } from './source-state.ts';
import { writeAll, writeGroups } from './store-writer.ts';

/** More writes than this for one source are not made in one transaction with those of others. */
const MOST_TOGETHER = 20;

/** What is to be written when a source is done. */
export interface Closing {
  readonly ledger: Ledger;
  /** What the state says beside its phase and generation. */
  readonly state: SourceState;
  /** The condition or the write of the lease, in the same transaction as the state. */
  readonly lease: RecordWrite;
  /** Epoch milliseconds from which the state may be forgotten. */
  readonly expiresAt?: number;
}

/**
 * Says that the index holds exactly the keys of each ledger. The state is what counts: pages of other generations are
 * leftovers from then on, and what a crash leaves of them goes with the next closing.
 */
export async function closeLedgers(store: RecordStore, closings: readonly Closing[]): Promise<void> {
  const groups: RecordWrite[][] = [];
  const later: DeleteWrite[] = [];
  const generations = new Map<Ledger, number>();
  for (const closing of closings) {
    const { pages, state, leftovers, generation } = writesOf(closing);
    generations.set(closing.ledger, generation);
    const isSmall = pages.length + leftovers.length < MOST_TOGETHER;
    if (!isSmall) await writeAll(store, pages);
    groups.push([...(isSmall ? pages : []), state, closing.lease, ...(isSmall ? leftovers : [])]);
    if (!isSmall) later.push(...leftovers);
  }
  await writeGroups(store, groups);
  for (const { ledger, state } of closings) settleInMemory(ledger, state, generations.get(ledger) ?? ledger.generation);
  await writeAll(store, later);
}

function writesOf({ ledger, state, expiresAt }: Closing) {
  const { partition, stateVersion } = ledger;
  const exact = exactGeneration(ledger);
  if (exact === undefined) ledger.generation += 1;
  const pages = exact === undefined ? addPages(ledger, [...ledger.keys.keys()]) : [];
  const generation = exact ?? ledger.generation;
  const leftovers = [...ledger.pages.keys()]
    .filter((sort) => generationOf(sort) !== generation)
    .map((sort): DeleteWrite => ({ partition, sort, delete: true }));
  const value = toJson({ ...state, phase: 'closed', generation });
  const expiry = expiresAt === undefined ? {} : { expiresAt };
  return {
    pages,
    leftovers,
    generation,
    state: { partition, sort: 'state', value, expected: stateVersion ?? ('absent' as const), ...expiry },
  };
}

function settleInMemory(ledger: Ledger, state: SourceState, generation: number): void {
  ledger.state = { ...state, phase: 'closed', generation };
  ledger.stateVersion = (ledger.stateVersion ?? 0) + 1;
  for (const sort of ledger.pages.keys()) if (generationOf(sort) !== generation) ledger.pages.delete(sort);
  ledger.generation = Math.max(ledger.generation, generation) + 1;
}
