import { PlumblineError, type PlumblineErrorOptions } from '@plumbline/core';

/** Why a file, a document or a run could not be ingested. */
export const INGEST_CODES = [
  'NOT_FOUND',
  'UNREADABLE',
  'UNKNOWN_SUFFIX',
  'EMPTY',
  'BINARY',
  'INVALID_UTF8',
  'TOO_LARGE',
  'CORRUPT',
  'ENCRYPTED',
  'NO_TEXT',
  'INVALID_RECORD',
  'INVALID_METADATA',
  'INVALID_LABELS',
  'DUPLICATE_DOCUMENT',
  'CHANGED',
  'MISSING_DEPENDENCY',
  'DISK_FULL',
  'WRITE_FAILED',
  'BUSY',
  'INCOMPATIBLE_RECORDS',
] as const;
export type IngestCode = (typeof INGEST_CODES)[number];

export interface IngestErrorDetails {
  readonly code: IngestCode;
  /** What is wrong and where, without the name of the file. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** Where in the file: `line 12`. */
  readonly place?: string;
}

/** Something that cannot be ingested. The message says what is wrong, `fix` what to do about it. */
export class IngestError extends PlumblineError {
  readonly details: IngestErrorDetails;

  constructor(details: IngestErrorDetails, options?: PlumblineErrorOptions) {
    super(details.code, details.message, options);
    this.details = details;
  }

  get fix(): string {
    return this.details.fix;
  }

  get place(): string | undefined {
    return this.details.place;
  }
}
