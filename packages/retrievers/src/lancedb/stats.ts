import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Table } from '@lancedb/lancedb';
import type { IndexIdentity } from '@plumbline/core';

/** What an index holds. */
export interface IndexStats {
  readonly passages: number;
  readonly documents: number;
  /** Everything in the directory of the index, old versions included. */
  readonly bytesOnDisk: number;
  readonly identity: IndexIdentity;
  readonly indexes: readonly {
    readonly column: string;
    readonly type: string;
    readonly bytes: number;
    /** Rows the index does not cover yet; they are searched row by row until `optimise()`. */
    readonly unindexedRows: number;
  }[];
}

export async function readStats(table: Table, directory: string, identity: IndexIdentity): Promise<IndexStats> {
  const [passages, documents, bytesOnDisk, indexes] = await Promise.all([
    table.countRows(),
    countDistinct(table, 'docId'),
    bytesUnder(directory),
    table.listIndices(),
  ]);
  return {
    passages,
    documents,
    bytesOnDisk,
    identity,
    indexes: indexes.map(({ columns, indexType, sizeBytes, numUnindexedRows }) => ({
      column: columns.join(', '),
      type: indexType,
      bytes: sizeBytes ?? 0,
      unindexedRows: numUnindexedRows ?? 0,
    })),
  };
}

async function countDistinct(table: Table, column: string): Promise<number> {
  const seen = new Set<unknown>();
  for await (const batch of table.query().select([column])) {
    for (const value of batch.getChild(column) ?? []) seen.add(value);
  }
  return seen.size;
}

/** Bytes of all files under a directory; what a writer removes meanwhile counts nothing. */
async function bytesUnder(directory: string): Promise<number> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.map(async (entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return await bytesUnder(path);
      const { size } = await stat(path).catch(() => ({ size: 0 }));
      return size;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
