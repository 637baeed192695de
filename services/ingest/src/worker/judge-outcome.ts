import { INGEST_CODES, type IngestCode, type IngestFailure, type SourceOutcome } from '@plumbline/retrievers/ingest';

/** Codes that say something about this machine or this moment, and nothing about the document. */
const NOT_THE_DOCUMENT: readonly IngestCode[] = [
  'UNREADABLE',
  'CHANGED',
  'MISSING_DEPENDENCY',
  'DISK_FULL',
  'WRITE_FAILED',
  'BUSY',
  'INCOMPATIBLE_RECORDS',
];

/** Whether a failure is the document's own, so that no further try helps. */
export function isPoison({ code }: Pick<IngestFailure, 'code'>): boolean {
  return INGEST_CODES.some((known) => known === code) && !NOT_THE_DOCUMENT.some((other) => other === code);
}

/** The failure that stands for an outcome: one that asks for another try before one that does not. */
export function mainFailure({ failures }: SourceOutcome): IngestFailure | undefined {
  return failures.find((failure) => !isPoison(failure)) ?? failures[0];
}
