import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, InvalidInputError } from '@plumbline/core';
import { FinanceEmbeddings } from '@plumbline/retrievers/embeddings';
import { SqliteRecordManager } from '@plumbline/retrievers/ingest';
import { LanceIndex } from '@plumbline/retrievers/lancedb';
import type { Estate } from './config.ts';

/** The index of an estate with what it remembers of the files it was filled from. */
export interface WritableIndex extends AsyncDisposable {
  readonly index: LanceIndex;
  readonly recordManager: SqliteRecordManager;
}

/** Opens the index for searching. */
export async function openIndex({ index }: Estate): Promise<LanceIndex> {
  if (!existsSync(index)) {
    throw new InvalidInputError(
      `There is no index in ${index}. Run "plumbline ingest <folder>" first, or give the folder with --corpus.`,
    );
  }
  return openEmbeddedIndex(index);
}

/** The index of a directory with the embeddings of the embedded profile; makes an empty one where there is none. */
export async function openEmbeddedIndex(directory: string, clock: Clock = Date.now): Promise<LanceIndex> {
  return LanceIndex.open({ directory, embeddings: new FinanceEmbeddings(), clock });
}

/** Opens the index for writing; makes an empty one where there is none. */
export async function openWritableIndex({ index: directory }: Estate, clock: Clock): Promise<WritableIndex> {
  await mkdir(directory, { recursive: true });
  const index = await openEmbeddedIndex(directory, clock);
  const recordManager = new SqliteRecordManager({ path: join(directory, 'ingest.sqlite'), clock });
  return {
    index,
    recordManager,
    async [Symbol.asyncDispose]() {
      recordManager[Symbol.dispose]();
      index.close();
    },
  };
}
