import type { PassageIndex } from '@plumbline/core';
import { createTokenCounter, type TokenCounter } from './chunk/token-counter.ts';
import type { LabelDefaults } from './labels/document-labels.ts';
import type { SourceRecords } from './records/ingest-records.ts';
import type { IngestFailure } from './report.ts';
import type { PassageCounts } from './run/batch-writer.ts';
import type { InspectDocument } from './run/document-reader.ts';
import { SourcesRun } from './run/sources-run.ts';
import type { IngestSource } from './source/ingest-source.ts';

export interface IngestSourcesOptions {
  /** What to bring up to date, each path once. Read one after the other; the next is asked for when it is its turn. */
  readonly sources: Iterable<IngestSource> | AsyncIterable<IngestSource>;
  /** Paths of sources that are gone: their passages go out of the index. None of them may be in `sources`. */
  readonly removed?: readonly string[];
  readonly index: PassageIndex;
  /** What was ingested into this index so far. Runs side by side need records that keep them from the same source. */
  readonly recordManager: SourceRecords;
  /** The labels of documents that have none. */
  readonly defaults: LabelDefaults;
  /** The most tokens of a passage. Default: 512. */
  readonly maxTokens?: number;
  /** Sees every document before it is cut, and may make its labels stricter. */
  readonly inspect?: InspectDocument;
  /** Default: one of its own. Making one costs more than a small batch: share it. */
  readonly counter?: TokenCounter;
  readonly signal?: AbortSignal;
}

/** What became of one source. */
export interface SourceOutcome {
  readonly path: string;
  /**
   * - `written`: all of it is in the index. `unchanged`: it was so before. `removed`: nothing of it is left.
   * - `partial`: some of its documents were refused, the others are in the index.
   * - `refused`: nothing of what is in it now was indexed. What the index held of it stays, unless its labels no longer
   *   say who may read it.
   */
  readonly status: 'written' | 'unchanged' | 'removed' | 'partial' | 'refused';
  readonly documents: number;
  /** Passages in the index that come from it, after a `written` or `partial`. */
  readonly passages: number;
  /** Tokens of the passages cut. */
  readonly tokens: number;
  readonly failures: readonly IngestFailure[];
  readonly notes: readonly string[];
}

export interface SourcesReport {
  /** In the order of the sources, then of the removed ones. */
  readonly outcomes: readonly SourceOutcome[];
  readonly passages: Readonly<PassageCounts>;
}

/**
 * Brings an index up to date with single sources, wherever their bytes are: the same steps as {@link ingest}, without the
 * folder. When it resolves, everything it reports as written is in the index and in the records. It does not optimise the
 * index, and takes no lock.
 *
 * @throws PlumblineError when the index or the records cannot be written: nothing unfinished is marked as done, and the
 *   same call again goes on; the signal's reason when aborted
 */
export async function ingestSources(options: IngestSourcesOptions): Promise<SourcesReport> {
  if (options.counter !== undefined) return await run(options, options.counter);
  const counter = createTokenCounter();
  try {
    return await run(options, counter);
  } finally {
    counter[Symbol.dispose]();
  }
}

async function run(options: IngestSourcesOptions, counter: TokenCounter): Promise<SourcesReport> {
  const startedAt = await options.recordManager.getTime();
  return await new SourcesRun(options, { counter, startedAt }).run();
}
