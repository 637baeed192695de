import { PlumblineError } from '@plumbline/core';

/** The index on disk was made with another layout or other embeddings than the ones now in use. */
export class IndexMismatchError extends PlumblineError {
  constructor(directory: string, what: string) {
    super(
      'INDEX_MISMATCH',
      `The index in ${directory} ${what}. Delete that directory and ingest again, or open it with what it was made with.`,
    );
  }
}

/** The index on disk cannot be read: a file is missing, cut short or not what it should be. */
export class IndexUnreadableError extends PlumblineError {
  constructor(directory: string, what: string, cause?: unknown) {
    super(
      'INDEX_UNREADABLE',
      `The index in ${directory} cannot be read: ${what}. Delete that directory and ingest again; the documents are not touched.`,
      { cause },
    );
  }
}

/** The index could not take a write, e.g. because the disk is full. Nothing of that batch was stored. */
export class IndexWriteError extends PlumblineError {
  constructor(directory: string, cause: unknown) {
    const why = cause instanceof Error ? (cause.message.split('\n')[0] ?? '').slice(0, 200) : 'unknown reason';
    super(
      'INDEX_WRITE',
      `The index in ${directory} could not be written (${why}). Nothing of this batch was stored; see to the disk and run it again.`,
      { cause, retryable: true },
    );
  }
}
