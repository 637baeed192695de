import type { PassageIndex } from '@plumbline/core';
import { createTokenCounter } from './chunk/token-counter.ts';
import type { LabelDefaults } from './labels/document-labels.ts';
import type { IngestRecords } from './records/ingest-records.ts';
import type { IngestReport } from './report.ts';
import { IngestRun } from './run/ingest-run.ts';

export interface IngestProgress {
  /** Files done. */
  readonly done: number;
  /** Files found. */
  readonly total: number;
  /** Bytes of the files done. */
  readonly bytes: number;
  /** Passages cut so far. */
  readonly passages: number;
  /** The file at hand, under what was ingested. */
  readonly file: string;
}

export interface IngestOptions {
  /** Folders and files. What was ingested from elsewhere is left alone. */
  readonly sources: readonly string[];
  readonly index: PassageIndex;
  /** What was ingested into this index so far, e.g. a `SqliteRecordManager`. One index, one of these. */
  readonly recordManager: IngestRecords;
  /** The labels of documents that have none. */
  readonly defaults: LabelDefaults;
  /** The most tokens of a passage. Default: 512. */
  readonly maxTokens?: number;
  /** Called before each file, now and then within a long one, and at the end. */
  readonly onProgress?: (progress: IngestProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Brings an index up to date with files and folders: reads what is new or changed, leaves alone what is not, and takes
 * out what is gone from the folders. A file that cannot be read is a failure in the report and never stops the rest; what
 * the index holds of it from before stays, unless its labels no longer say who may read it. A run that is cut short, even
 * by a crash or a full disk, leaves an index that works; the next run goes on.
 *
 * Text of documents is data: nothing in it is obeyed.
 *
 * @throws IngestError BUSY when another run is writing, INCOMPATIBLE_RECORDS; the signal's reason when aborted
 */
export async function ingest(options: IngestOptions): Promise<IngestReport> {
  // Not `using`: Node 22, which runs these sources too, does not know it.
  const lock = options.recordManager.lock();
  try {
    return await ingestLocked(options);
  } finally {
    lock[Symbol.dispose]();
  }
}

async function ingestLocked(options: IngestOptions): Promise<IngestReport> {
  const counter = createTokenCounter();
  try {
    const startedAt = await options.recordManager.getTime();
    return await new IngestRun(options, { counter, startedAt }).run();
  } finally {
    counter[Symbol.dispose]();
  }
}
