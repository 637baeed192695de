import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, InvalidInputError } from '@plumbline/core';
import { HashedNgramEmbeddings } from '@plumbline/retrievers/embeddings';
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
  return LanceIndex.open({ directory: index, embeddings: new HashedNgramEmbeddings() });
}

/** Opens the index for writing; makes an empty one where there is none. */
export async function openWritableIndex({ index: directory }: Estate, clock: Clock): Promise<WritableIndex> {
  await mkdir(directory, { recursive: true });
  const index = await LanceIndex.open({ directory, embeddings: new HashedNgramEmbeddings(), clock });
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
