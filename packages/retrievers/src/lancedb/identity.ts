import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IndexIdentity } from '@plumbline/core';
import { z } from 'zod';
import { IndexMismatchError, IndexUnreadableError } from './errors.ts';

const FILE = 'index.json';

const identitySchema = z.object({
  schema: z.number().int(),
  embeddings: z.string(),
  dimensions: z.number().int().positive(),
});

/** Reads what the index of a directory is made of; nothing where there is none yet. */
export async function readIdentity(directory: string): Promise<IndexIdentity | undefined> {
  let text: string;
  try {
    text = await readFile(join(directory, FILE), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new IndexUnreadableError(directory, `${FILE} could not be opened`, error);
  }
  try {
    return identitySchema.parse(JSON.parse(text));
  } catch (error) {
    throw new IndexUnreadableError(directory, `${FILE} is damaged`, error);
  }
}

export async function writeIdentity(directory: string, identity: IndexIdentity): Promise<void> {
  await writeWhole(join(directory, FILE), `${JSON.stringify(identity, null, 2)}\n`);
}

/**
 * @throws IndexMismatchError when the index on disk is made of something else
 */
export function checkIdentity(directory: string, found: IndexIdentity, wanted: IndexIdentity): void {
  if (found.schema !== wanted.schema) {
    throw new IndexMismatchError(
      directory,
      `has layout version ${found.schema}, and this release reads version ${wanted.schema}`,
    );
  }
  if (found.embeddings !== wanted.embeddings || found.dimensions !== wanted.dimensions) {
    throw new IndexMismatchError(
      directory,
      `was made with the embeddings ${found.embeddings} (${found.dimensions} dimensions), not with ${wanted.embeddings} (${wanted.dimensions})`,
    );
  }
}

/** Writes a small file so that a reader sees the old one or the new one, never a part. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, text, { flush: true });
  await rename(draft, path);
}
