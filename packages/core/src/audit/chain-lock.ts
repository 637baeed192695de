import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Longer than {@link isLocked} looks, so that a look is not taken for a writer. */
const PROBE_TIMEOUT_MS = 50;

/** The right to write a chain. */
export interface ChainLock {
  release(): void;
}

/**
 * Takes the exclusive lock of a chain. The lock is the operating system's (through an empty SQLite database, as Node has
 * no file locks of its own): it ends with its process, however that ends, so there are no stale locks to clean up.
 *
 * @returns nothing when another writer holds it, in this process or another
 */
export function takeLock(path: string): ChainLock | undefined {
  const database = new DatabaseSync(path, { timeout: PROBE_TIMEOUT_MS });
  if (isBusy(() => database.exec('BEGIN EXCLUSIVE'))) {
    database.close();
    return undefined;
  }
  return { release: () => database.close() };
}

/** Whether a writer holds the lock now. */
export function isLocked(path: string): boolean {
  if (!existsSync(path)) return false;
  const database = new DatabaseSync(path, { readOnly: true, timeout: 0 });
  try {
    return isBusy(() => database.exec('SELECT 1 FROM sqlite_schema'));
  } finally {
    database.close();
  }
}

/** SQLITE_BUSY is 5 (sqlite.org/rescode.html). */
function isBusy(attempt: () => void): boolean {
  try {
    attempt();
    return false;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === 5) return true;
    throw error;
  }
}
