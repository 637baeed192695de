import type { Table as LanceTable, Query, VectorQuery } from '@lancedb/lancedb';
import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import type { Table as ArrowTable, Vector } from 'apache-arrow';
import type { Driver } from './driver.ts';
import { unitVector } from './rows.ts';
import { decodeStoredRow, type HitRow } from './stored-row.ts';
import { vectorProbes } from './table-indexes.ts';

/** A hit of one half of a search. */
export interface TableHit {
  /**
   * The row's place, which no other row gets ever after. A writer that updates or joins rows gives them new places: then
   * reads of the old one find nothing, and the search is to be made again.
   */
  readonly id: string;
  /** BM25, or the cosine of the vectors; higher is better. */
  readonly score: number;
}

export interface TableSearchOptions {
  /** A condition as `lanceFilter` makes it; applied before the search. */
  readonly where: string;
  readonly limit: number;
}

/**
 * Reads of one index. A search returns places and scores alone: reading for a hundred hits costs as much as finding
 * them, so it is done once, after fusion.
 */
export interface TableSearch {
  /** BM25 over stems joined by blanks. */
  text(stems: string, options: TableSearchOptions): Promise<TableHit[]>;
  vector(question: string, options: TableSearchOptions): Promise<TableHit[]>;
  /** What hits say and the passages they are, by place; a place that is gone is left out. Access is not checked here. */
  rows(places: readonly string[]): Promise<Map<string, HitRow>>;
}

export interface TableSearchParts {
  readonly table: LanceTable;
  readonly driver: Driver;
  readonly embeddings: EmbeddingsInterface;
  /** Names the index in the error when a read fails. */
  readonly read: <T>(action: () => Promise<T>) => Promise<T>;
}

export function createTableSearch({ table, driver, embeddings, read }: TableSearchParts): TableSearch {
  const { MatchQuery } = driver.lancedb;
  return {
    async text(stems, { where, limit }) {
      if (stems === '') return [];
      const query = table.query().fullTextSearch(new MatchQuery(stems, 'terms'));
      const ready = query.where(where).select(['_score']).withRowId().limit(limit);
      return await read(() => hitsOf(ready, '_score', (score) => score));
    },
    async vector(question, { where, limit }) {
      const vector = unitVector(await embeddings.embedQuery(question));
      if (!vector.some((value) => value !== 0)) return [];
      return await read(async () => {
        const probes = vectorProbes(await table.countRows());
        const query = table.query().nearestTo(vector).distanceType('dot').nprobes(probes);
        const ready = query.where(where).select(['_distance']).withRowId().limit(limit);
        return await hitsOf(ready, '_distance', (distance) => 1 - distance);
      });
    },
    async rows(places) {
      if (places.length === 0) return new Map();
      const query = table.takeRowIds(places.map(BigInt)).select(['row']).withRowId();
      const result = await read(() => query.toArrow());
      const rowIds = result.getChild('_rowid');
      const values = bytesOf(result.getChild('row'));
      return new Map(values.map((value, row) => [String(rowIds?.get(row)), decodeStoredRow(value)]));
    },
  };
}

/** Columns, not row objects: reading them takes a third of the time. */
async function hitsOf(
  query: Query | VectorQuery,
  scoreColumn: string,
  scoreOf: (value: number) => number,
): Promise<TableHit[]> {
  const result: ArrowTable = await query.toArrow();
  const [places, scores] = ['_rowid', scoreColumn].map((name) => result.getChild(name));
  return Array.from({ length: result.numRows }, (_, row) => ({
    id: String(places?.get(row)),
    score: scoreOf(Number(scores?.get(row))),
  }));
}

/** The bytes of a column of texts, without making strings of them. */
function bytesOf(column: Vector | null | undefined): Uint8Array[] {
  return (column?.data ?? []).flatMap(({ values, valueOffsets, length }) =>
    Array.from({ length }, (_, row) => values.subarray(valueOffsets[row], valueOffsets[row + 1])),
  );
}
