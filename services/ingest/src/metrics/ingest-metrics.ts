import { Embeddings } from '@langchain/core/embeddings';
import type { Clock, PassageIndex } from '@plumbline/core';
import type { IdentifiedEmbeddings } from '@plumbline/retrievers/embeddings';
import type { ItemResult } from '../worker/item-result.ts';
import type { EmfMetrics } from './emf.ts';

/** Counts of a batch: each is written with every event, also when it is 0, so that an alarm never lacks data. */
const COUNTS = ['Documents', 'Chunks', 'Tokens', 'Bytes', 'Unchanged', 'Removed', 'Failures', 'Retries'] as const;
type Counts = Record<(typeof COUNTS)[number], number>;

/** Writes one event for a batch: what came of it, how long it took, and the latencies that were added meanwhile. */
export function recordBatch(metrics: EmfMetrics, results: readonly ItemResult[], elapsedMs: number): void {
  const counts: Counts = {
    Documents: sumOf(results, ({ documents }) => documents),
    Chunks: sumOf(results, ({ passages }) => passages),
    Tokens: sumOf(results, ({ tokens }) => tokens),
    Bytes: sumOf(results, ({ bytes }) => bytes),
    Unchanged: countOf(results, 'unchanged', 'stale'),
    Removed: countOf(results, 'removed'),
    Failures: countOf(results, 'refused', 'partial'),
    Retries: countOf(results, 'retry'),
  };
  for (const name of COUNTS) metrics.add(name, name === 'Bytes' ? 'Bytes' : 'Count', counts[name]);
  metrics.add('BatchLatency', 'Milliseconds', elapsedMs);
  metrics.flush();
}

/** The same index, with the time of its writes as `IndexLatency`, the embedding in it included. */
export function measureIndex(index: PassageIndex, metrics: EmfMetrics, clock: Clock): PassageIndex {
  const timed = async (action: () => Promise<void>) => {
    const startedAt = clock();
    try {
      await action();
    } finally {
      metrics.add('IndexLatency', 'Milliseconds', clock() - startedAt);
    }
  };
  return {
    addPassages: (passages) => timed(() => index.addPassages(passages)),
    deletePassages: (ids) => timed(() => index.deletePassages(ids)),
    optimise: () => index.optimise(),
  };
}

/** The same embeddings, with the time of each batch as `EmbedLatency`. */
export class MeasuredEmbeddings extends Embeddings implements IdentifiedEmbeddings {
  readonly identity: string;
  readonly dimensions: number;
  readonly #embeddings: IdentifiedEmbeddings;
  readonly #onBatch: (elapsedMs: number) => void;
  readonly #clock: Clock;

  constructor(embeddings: IdentifiedEmbeddings, { metrics, clock }: { metrics: EmfMetrics; clock: Clock }) {
    super({});
    this.identity = embeddings.identity;
    this.dimensions = embeddings.dimensions;
    this.#embeddings = embeddings;
    this.#clock = clock;
    this.#onBatch = (elapsedMs) => metrics.add('EmbedLatency', 'Milliseconds', elapsedMs);
  }

  override async embedDocuments(documents: string[]): Promise<number[][]> {
    const startedAt = this.#clock();
    const vectors = await this.#embeddings.embedDocuments(documents);
    this.#onBatch(this.#clock() - startedAt);
    return vectors;
  }

  override embedQuery(document: string): Promise<number[]> {
    return this.#embeddings.embedQuery(document);
  }
}

function sumOf(results: readonly ItemResult[], part: (result: ItemResult) => number): number {
  return results.reduce((sum, result) => sum + part(result), 0);
}

function countOf(results: readonly ItemResult[], ...statuses: readonly ItemResult['status'][]): number {
  return results.filter(({ status }) => statuses.includes(status)).length;
}
