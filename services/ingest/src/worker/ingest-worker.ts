import type { Clock } from '@plumbline/core';
import { IngestServiceError } from '../errors.ts';
import type { IngestItem } from '../items/ingest-item.ts';
import { latestItems } from '../items/latest-items.ts';
import type { SourceLeases } from '../records/source-leases.ts';
import { BatchRun, type BatchRunOptions } from './batch-run.ts';
import { type FindOptions, findSource, hopelessSource, isDone, isOlderEvent, isOlderVersion } from './find-source.ts';
import { type ItemResult, resultOf, retryOf } from './item-result.ts';
import type { Todo } from './verdict.ts';

export interface IngestWorkerOptions extends BatchRunOptions {
  readonly find: FindOptions;
  readonly leases: SourceLeases;
  readonly clock: Clock;
  /** Items looked at side by side. */
  readonly concurrency: number;
  /** Told of every batch, when it is done. */
  readonly onBatch?: (results: readonly ItemResult[], elapsedMs: number) => void;
}

/** How long to leave a source alone that another worker has, at the least. */
const BUSY_MS = 5_000;

/**
 * Deals with items: looks at each source, and brings the index up to date with what is there. Any number of workers may
 * do so at once. Nothing is marked as done before it is in the index, and nothing is given up before a dead letter
 * is kept.
 */
export class IngestWorker {
  readonly #options: IngestWorkerOptions;
  readonly #batches: BatchRun;

  constructor(options: IngestWorkerOptions) {
    this.#options = options;
    this.#batches = new BatchRun(options);
  }

  /**
   * One result for each source, in no order that is promised; several items of one source are dealt with as the newest.
   * Failures are results: it throws only when aborted.
   */
  async process(items: readonly IngestItem[], signal?: AbortSignal): Promise<ItemResult[]> {
    const { clock, onBatch } = this.#options;
    const startedAt = clock();
    const looked = await this.#look(latestItems(items));
    const results = looked.filter((one): one is ItemResult => 'status' in one);
    const todos = looked.filter((one): one is Todo => 'found' in one);
    // A source over which workers died is taken alone, so that it takes no others with it.
    const groups = [
      todos.filter(({ deaths }) => deaths === 0),
      ...todos.filter(({ deaths }) => deaths > 0).map((one) => [one]),
    ];
    for (const group of groups) {
      if (group.length === 0) continue;
      signal?.throwIfAborted();
      results.push(...(await this.#batches.run(group, signal)));
    }
    onBatch?.(results, clock() - startedAt);
    return results;
  }

  async #look(items: readonly IngestItem[]): Promise<(Todo | ItemResult)[]> {
    const looked: (Todo | ItemResult)[] = [];
    for (let at = 0; at < items.length; at += this.#options.concurrency) {
      const some = items.slice(at, at + this.#options.concurrency);
      looked.push(...(await Promise.all(some.map((item) => this.#lookAt(item)))));
    }
    return looked;
  }

  async #lookAt(item: IngestItem): Promise<Todo | ItemResult> {
    const { leases, find, clock } = this.#options;
    let deaths = 0;
    try {
      const peeked = await leases.peek(item.uri);
      const { state, busyUntil } = peeked;
      deaths = peeked.deaths;
      if (busyUntil !== undefined) {
        const retryAfterMs = Math.max(BUSY_MS, busyUntil - clock());
        return resultOf(item, 'retry', { code: 'BUSY', message: 'Another worker has this source.', retryAfterMs });
      }
      if (isOlderEvent(item, state)) return resultOf(item, 'stale');
      const found = await findSource(item, state, find);
      if (isOlderVersion(item, found, state)) return resultOf(item, 'stale');
      return isDone(found, item, state) ? doneBefore(item, state?.refused) : { item, found, deaths };
    } catch (error) {
      const isHopeless = error instanceof IngestServiceError && !error.retryable;
      return isHopeless ? { item, found: hopelessSource(error), deaths, hopeless: error } : retryOf(item, error);
    }
  }
}

/** A version that was refused before has its dead letter already. */
function doneBefore(item: IngestItem, refused: { code: string; message: string } | undefined): ItemResult {
  return refused === undefined ? resultOf(item, 'unchanged') : resultOf(item, 'unchanged', refused);
}
