import { isAborted } from '../is-aborted.ts';
import type { IngestItem } from '../items/ingest-item.ts';
import { isInShard, type Shard, WHOLE } from '../items/shard.ts';
import type { IngestWorker } from '../worker/ingest-worker.ts';
import type { ItemResult } from '../worker/item-result.ts';
import { createPauses, pause } from './pause.ts';
import { emptySummary, noteResults, type RunSummary } from './run-summary.ts';

export interface RunManifestOptions {
  readonly worker: Pick<IngestWorker, 'process'>;
  readonly items: AsyncIterable<IngestItem> | Iterable<IngestItem>;
  /** Default: all of it. */
  readonly shard?: Shard;
  /** Items of one batch. */
  readonly batchSize: number;
  /** Batches under way at once: while one waits for the index, another is read. */
  readonly lanes: number;
  /** How often what could not be done is tried again before it is left to the next run. */
  readonly retries: number;
  readonly firstPauseMs: number;
  /** Ends the run after the batches under way. */
  readonly stopping?: AbortSignal;
  /** Ends the batches under way too. */
  readonly signal?: AbortSignal;
  readonly onResults?: (results: readonly ItemResult[]) => void;
}

/**
 * Deals with the items of a manifest that belong to a shard. What is done already costs a look each; what could not be
 * done is tried again after a pause, and is `left` in the summary if that does not help.
 */
export async function runManifest(options: RunManifestOptions): Promise<RunSummary> {
  const { shard = WHOLE, retries, firstPauseMs, stopping } = options;
  const summary = emptySummary();
  const pauses = createPauses(firstPauseMs);
  let left = await pass(inShard(options.items, shard), options, summary);
  for (let round = 0; round < retries && left.length > 0 && !isAborted(stopping); round++) {
    const wait = Math.max(pauses.next(), Math.min(...left.map(({ retryAfterMs = 0 }) => retryAfterMs)));
    await pause(wait, stopping);
    if (isAborted(stopping)) break;
    left = await pass(
      left.map(({ item }) => item),
      options,
      summary,
    );
  }
  return { ...summary, left, interrupted: isAborted(stopping) };
}

/** One time through items. @returns what is to be tried again */
async function pass(
  items: AsyncIterable<IngestItem> | Iterable<IngestItem>,
  options: RunManifestOptions,
  summary: RunSummary,
): Promise<ItemResult[]> {
  const { worker, batchSize, lanes, stopping, signal, onResults } = options;
  const left: ItemResult[] = [];
  const batches = batchesOf(items, batchSize);
  const lane = async () => {
    for (;;) {
      if (isAborted(stopping)) return;
      const { value: batch, done } = await batches.next();
      if (done === true) return;
      const results = await worker.process(batch, signal);
      left.push(...results.filter(({ status }) => status === 'retry'));
      noteResults(summary, results);
      onResults?.(results);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return left;
}

async function* inShard(items: AsyncIterable<IngestItem> | Iterable<IngestItem>, shard: Shard) {
  for await (const item of items) if (isInShard(item.uri, shard)) yield item;
}

async function* batchesOf(items: AsyncIterable<IngestItem> | Iterable<IngestItem>, size: number) {
  let batch: IngestItem[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
