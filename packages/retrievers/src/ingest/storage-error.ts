import { PlumblineError } from '@plumbline/core';
import { IngestError } from './ingest-error.ts';

const FULL_CODES = ['ENOSPC', 'EDQUOT', 'EFBIG'];
/** Lance and other libraries hand the message of the operating system on. */
const FULL_MESSAGE =
  /no space left on device|disk (?:is |quota )?(?:full|exceeded)|file too large|os error (?:27|28|122)/iu;
const SQLITE_FULL = 13;
const SQLITE_NOT_A_DATABASE = [11, 26];

/**
 * An error of the index or of the records as one that says what to do. Errors that are Plumbline's already are kept.
 *
 * @param where what was written
 */
export function toIngestError(error: unknown, where: string): PlumblineError {
  if (isDiskFull(error)) {
    return new IngestError(
      {
        code: 'DISK_FULL',
        message: `there is no space left to write ${where}`,
        fix: 'Free disk space and run the same command again: it goes on where it stopped, and nothing is lost.',
      },
      { cause: error, retryable: true },
    );
  }
  if (PlumblineError.isInstance(error)) return error;
  if (SQLITE_NOT_A_DATABASE.includes(numberOf(error, 'errcode') & 0xff)) {
    return new IngestError(
      {
        code: 'INCOMPATIBLE_RECORDS',
        message: `${where} is damaged, or no database at all`,
        fix: 'Remove it together with its index and ingest again, or give another path.',
      },
      { cause: error },
    );
  }
  return new IngestError(
    {
      code: 'WRITE_FAILED',
      message: `${where} could not be written: ${error instanceof Error ? error.message : String(error)}`,
      fix: 'Run the same command again: it goes on where it stopped. If it fails again, check the folder of the index.',
    },
    { cause: error, retryable: true },
  );
}

function isDiskFull(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth++) {
    if ('code' in cause && FULL_CODES.some((code) => code === cause.code)) return true;
    if ((numberOf(cause, 'errcode') & 0xff) === SQLITE_FULL || FULL_MESSAGE.test(cause.message)) return true;
  }
  return false;
}

function numberOf(error: unknown, key: 'errcode'): number {
  return error instanceof Error && key in error && typeof error[key] === 'number' ? error[key] : 0;
}
