import { DatabaseSync } from 'node:sqlite';
import { IngestError } from '../ingest-error.ts';
import { toIngestError } from '../storage-error.ts';

const SQLITE_BUSY = 5;

/**
 * Lets one run at a time write, across processes. The lock is one of the operating system on a file of its own beside
 * the records, so that it falls with the process that holds it.
 *
 * @throws IngestError BUSY
 */
export function lockRun(path: string): Disposable {
  if (path === ':memory:') return { [Symbol.dispose]: () => {} };
  const file = `${path}.lock`;
  let database: DatabaseSync | undefined;
  try {
    const held = new DatabaseSync(file, { timeout: 0 });
    database = held;
    held.exec('BEGIN EXCLUSIVE');
    return { [Symbol.dispose]: () => held.close() };
  } catch (cause) {
    database?.close();
    if (!(cause instanceof Error && 'errcode' in cause && cause.errcode === SQLITE_BUSY))
      throw toIngestError(cause, file);
    throw new IngestError(
      {
        code: 'BUSY',
        message: `another run is writing to this index (it holds ${file})`,
        fix: 'Wait until it has ended, then run the command again.',
      },
      { cause, retryable: true },
    );
  }
}
