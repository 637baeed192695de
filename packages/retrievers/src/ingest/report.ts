import { PlumblineError } from '@plumbline/core';
import { IngestError } from './ingest-error.ts';
import type { PassageCounts } from './run/batch-writer.ts';
import { codeOf } from './source/collect-files.ts';

/** A file, or a document in one, that was not ingested. */
export interface IngestFailure {
  /** Absolute path; with the place behind it where a file holds several documents: `/data/x.jsonl, line 12`. */
  readonly file: string;
  /** Stable, for programs: one of `INGEST_CODES`, or the code of another Plumbline error. */
  readonly code: string;
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/** What a run did. Numbers of files and documents are of this run's sources. */
export interface IngestReport {
  /** Files found. */
  readonly files: number;
  /** Of those, the ones that were the same as in the last run and not read further. */
  readonly unchangedFiles: number;
  /** Files of earlier runs that are gone, and now gone from the index. */
  readonly removedFiles: number;
  /** Documents in the index from these files. */
  readonly documents: number;
  readonly passages: Readonly<PassageCounts>;
  /** Bytes of the files found. */
  readonly bytes: number;
  /** Tokens of the passages cut in this run. */
  readonly tokens: number;
  /** False when the run stopped before its end; run it again to go on. */
  readonly complete: boolean;
  readonly failures: readonly IngestFailure[];
  readonly notes: readonly string[];
}

/** Any error as an entry of the report. */
export function failureOf(file: string, error: unknown): IngestFailure {
  if (error instanceof IngestError) {
    const at = error.place === undefined ? '' : `, ${error.place}`;
    return { file: file + at, code: error.code, message: `${file}: ${error.message}.`, fix: error.fix };
  }
  if (PlumblineError.isInstance(error)) {
    return { file, code: error.code, message: `${file}: ${error.message}`, fix: 'See the message.' };
  }
  const code = codeOf(error);
  if (code.startsWith('E')) {
    const fix = 'Give the user that runs this the right to read it, and check that it was not moved meanwhile.';
    return { file, code: 'UNREADABLE', message: `${file}: it cannot be read (${code}).`, fix };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    file,
    code: 'CORRUPT',
    message: `${file}: it cannot be read: ${message}`,
    fix: 'Open it with the program that made it and save it again; if that does not help, report it to us.',
  };
}
