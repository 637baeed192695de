import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';

/** What a rename onto a folder that holds something fails with, by system. */
const TAKEN = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES']);

/** Runs an action while nobody else runs one under the same lock; a lock of a dead process is taken over. */
export async function withLock<T>(lock: string, action: () => Promise<T>): Promise<T> {
  await mkdir(dirname(lock), { recursive: true });
  const mine = `${lock}.${randomUUID()}`;
  await mkdir(mine);
  await writeFile(join(mine, 'pid'), `${process.pid}`);
  // Whoever can rename has the lock, and its pid is in it from the start.
  while (!(await moved(mine, lock))) {
    if (await isAbandoned(lock)) await rm(lock, { recursive: true, force: true });
    await sleep(100);
  }
  try {
    return await action();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (TAKEN.has((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

async function isAbandoned(lock: string): Promise<boolean> {
  const pid = await readFile(join(lock, 'pid'), 'utf8').catch(() => undefined);
  return pid !== undefined && !isAlive(Number(pid));
}
