import type { Table as LanceTable, Query, VectorQuery } from '@lancedb/lancedb';
import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import type { Passage } from '@plumbline/core';
import type { Table as ArrowTable, Vector } from 'apache-arrow';
import type { PassageFacts } from '../analysis/metadata-match.ts';
import { decodeFacts } from '../analysis/passage-facts.ts';
import type { Driver } from './driver.ts';
import { passageOf, unitVector } from './rows.ts';
import { PASSAGE_COLUMNS } from './schema.ts';
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

/** What is needed to score a hit again. */
export interface HitText {
  /** Analysed lines in UTF-8; the first is the heading. A view into what was read. */
  readonly terms: Uint8Array;
  readonly facts: PassageFacts;
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
  /** What hits say, by place; a place that is gone is left out. */
  texts(places: readonly string[]): Promise<Map<string, HitText>>;
  /** Passages by place. Access is not checked here. */
  passages(places: readonly string[]): Promise<Map<string, Passage>>;
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
    async texts(places) {
      const found = new Map<string, HitText>();
      const rows = await read(() => readRows(table, places, ['terms', 'facts']));
      const [rowIds, facts] = ['_rowid', 'facts'].map((name) => rows?.getChild(name));
      for (const [row, terms] of bytesOf(rows?.getChild('terms')).entries()) {
        found.set(String(rowIds?.get(row)), { terms, facts: decodeFacts(String(facts?.get(row) ?? '')) });
      }
      return found;
    },
    async passages(places) {
      const rows = await read(() => readRows(table, places, PASSAGE_COLUMNS));
      return new Map(Array.from(rows ?? [], (row) => [String(row._rowid), passageOf(row)]));
    },
  };
}

async function readRows(
  table: LanceTable,
  places: readonly string[],
  columns: readonly string[],
): Promise<ArrowTable | undefined> {
  if (places.length === 0) return undefined;
  const query = table.takeRowIds(places.map(BigInt)).select([...columns]);
  return await query.withRowId().toArrow();
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
