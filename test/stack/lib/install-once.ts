import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './with-lock.ts';

export interface InstallOnce {
  readonly cache: string;
  readonly name: string;
  /** What the result is made of; another recipe is built into another folder. */
  readonly recipe: string;
  /** Fills an empty folder. */
  build(folder: string): Promise<void>;
}

/** A folder of the cache that is whole or not there: built beside its place and moved to it. */
export async function installOnce({ cache, name, recipe, build }: InstallOnce): Promise<string> {
  const key = createHash('sha256').update(recipe).digest('hex').slice(0, 12);
  const folder = join(cache, `${name}-${key}`);
  if (existsSync(folder)) return folder;
  // One lock for all: Maven's local repository takes one writer.
  return await withLock(join(cache, 'lock'), async () => {
    if (existsSync(folder)) return folder;
    const draft = `${folder}.draft`;
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true });
    await build(draft);
    await rename(draft, folder);
    return folder;
  });
}
