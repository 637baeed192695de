import type { RecordManagerInterface } from '@langchain/core/indexing';

/** What is known of a file that was ingested. */
export interface FileRecord {
  /** Absolute. */
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

/**
 * What an ingest remembers of its index: LangChain's record manager, where a group is the file a passage came from, and
 * what makes a run that was cut short repairable. A key is `sure` when the index surely holds its passage; it is made
 * unsure before the index is touched, so that after a crash it is written again or deleted again, whichever is wanted.
 */
export interface IngestRecords extends RecordManagerInterface {
  /** Makes keys unsure, adding the ones that are new, each under its file. Unsure keys do not `exist`, but are listed. */
  markUnsure(keys: readonly string[], fileOf?: (key: string) => string): void;
  getFile(path: string): FileRecord | undefined;
  /** Says that a file is not wholly in the index. */
  openFiles(paths: readonly string[]): void;
  /** Puts the records of files that are wholly in the index, and forgets documents of theirs from before `since`. */
  completeFiles(files: readonly FileRecord[], since: number): void;
  /** Files below a folder in order of paths, after one of them. */
  listFiles(folder: string, options: { after?: string; limit: number }): FileRecord[];
  removeFiles(paths: readonly string[]): void;
  getClaim(docId: string): DocumentClaim | undefined;
  putClaims(claims: readonly DocumentClaim[]): void;
  /** Whether something was written since the index was last optimised. */
  isUnoptimised(): boolean;
  setUnoptimised(unoptimised: boolean): void;
  /** Keeps other runs out until it is disposed of, or the process ends. @throws IngestError BUSY */
  lock(): Disposable;
}
