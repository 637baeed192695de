import { describeError } from '../errors.ts';
import type { IngestItem } from '../items/ingest-item.ts';

/** What became of an item. */
export interface ItemResult {
  readonly item: IngestItem;
  /**
   * - `indexed`: its passages are in the index. `partial`: those of some documents in it; the others were dead-lettered.
   * - `unchanged`: nothing had to be done. `stale`: a newer state was dealt with before. `removed`: nothing of it is left.
   * - `refused`: no further try will help; a dead letter says why.
   * - `retry`: not done, and not marked as done.
   */
  readonly status: 'indexed' | 'partial' | 'unchanged' | 'stale' | 'removed' | 'refused' | 'retry';
  /** Why, for `partial`, `refused` and `retry`. */
  readonly code?: string;
  readonly message?: string;
  /** Milliseconds to wait before a retry makes sense, where that is known. */
  readonly retryAfterMs?: number;
  readonly documents: number;
  /** Passages of it in the index, where this run wrote it. */
  readonly passages: number;
  readonly tokens: number;
  readonly bytes: number;
}

const NOTHING = { documents: 0, passages: 0, tokens: 0, bytes: 0 };

export function resultOf(
  item: IngestItem,
  status: ItemResult['status'],
  facts: Partial<Omit<ItemResult, 'item' | 'status'>> = {},
): ItemResult {
  return { item, status, ...NOTHING, ...facts };
}

/** Whether an item is done with, so that its message may be deleted. */
export function isSettled({ status }: ItemResult): boolean {
  return status !== 'retry';
}

/** What was thrown, as a result that asks for another try: nothing is known to be wrong with the document. */
export function retryOf(item: IngestItem, error: unknown): ItemResult {
  return resultOf(item, 'retry', describeError(error));
}
