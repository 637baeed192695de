import type { RecordManagerInterface } from '@langchain/core/indexing';

/** What is known of a file that was ingested. */
export interface FileRecord {
  /** Absolute, or the address of what is no file: `s3://bucket/key`. */
  readonly path: string;
  /** Says whether the file, its labels and the settings are the same; absent while the file is not wholly in the index. */
  readonly fingerprint?: string;
  readonly documents: number;
  readonly passages: number;
}

/** Which file a document came from. */
export interface DocumentClaim {
  readonly docId: string;
  readonly file: string;
  /** The time of the run that saw it last. */
  readonly seenAt: number;
  /** The number of the document's next passage. */
  readonly nextChunk: number;
}

/** A value now, or later. */
export type Awaitable<T> = T | Promise<T>;

/**
 * What an ingest remembers of its index: LangChain's record manager, where a group is the source a passage came from, and
 * what makes a run that was cut short repairable. A key is `sure` when the index surely holds its passage; it is made
 * unsure before the index is touched, so that after a crash it is written again or deleted again, whichever is wanted.
 */
export interface SourceRecords extends RecordManagerInterface {
  /** Makes keys unsure, adding the ones that are new, each under its source. Unsure keys do not `exist`, but are listed. */
  markUnsure(keys: readonly string[], fileOf?: (key: string) => string): Awaitable<void>;
  getFile(path: string): Awaitable<FileRecord | undefined>;
  /** Says that a source is not wholly in the index. */
  openFiles(paths: readonly string[]): Awaitable<void>;
  /** Puts the records of sources that are wholly in the index, and forgets documents of theirs from before `since`. */
  completeFiles(files: readonly FileRecord[], since: number): Awaitable<void>;
  removeFiles(paths: readonly string[]): Awaitable<void>;
  getClaim(docId: string): Awaitable<DocumentClaim | undefined>;
  putClaims(claims: readonly DocumentClaim[]): Awaitable<void>;
  /** Whether something was written since the index was last optimised. */
  isUnoptimised(): Awaitable<boolean>;
  setUnoptimised(unoptimised: boolean): Awaitable<void>;
}

/** The records of a run over folders: they also know what lay below a folder, and keep other runs out. */
export interface IngestRecords extends SourceRecords {
  /** Files below a folder in order of paths, after one of them. */
  listFiles(folder: string, options: { after?: string; limit: number }): Awaitable<FileRecord[]>;
  /** Keeps other runs out until it is disposed of, or the process ends. @throws IngestError BUSY */
  lock(): Disposable;
}
