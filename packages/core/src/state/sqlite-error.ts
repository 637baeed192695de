import { RecordStoreError } from '../contracts/errors.ts';
import { PlumblineError } from '../contracts/plumbline-error.ts';

/** Primary result codes of SQLite (sqlite.org/rescode.html) that a user can do something about. */
const CAUSES: Readonly<Record<number, { why: string; retryable?: boolean }>> = {
  5: { why: 'it is locked by another process; retry, or give a longer busyTimeoutMs', retryable: true },
  8: { why: 'it may not be written; check the permissions of the file and its folder' },
  10: { why: 'the disk reported an error; check the disk', retryable: true },
  11: { why: 'its content is damaged; restore it from a backup' },
  13: { why: 'the disk is full; free some space and retry', retryable: true },
  14: { why: 'it cannot be opened; check that its folder exists and may be written' },
  26: { why: 'it is no SQLite database; give the path of another file' },
};

/** Says in words what SQLite reports as a code. Errors of ours pass through. */
export function toRecordStoreError(error: unknown, path: string): PlumblineError {
  if (PlumblineError.isInstance(error)) return error;
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : Number.NaN;
  const known = CAUSES[code];
  const why = known?.why ?? (error instanceof Error ? error.message : String(error));
  return new RecordStoreError(`The record store ${path} failed: ${why}.`, {
    cause: error,
    retryable: known?.retryable ?? false,
  });
}
