import type { Table as LanceTable, Query, VectorQuery } from '@lancedb/lancedb';
import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import type { Passage } from '@plumbline/core';
import type { PassageFacts } from '../analysis/metadata-match.ts';
import { decodeFacts } from '../analysis/passage-facts.ts';
import type { Driver } from './driver.ts';
import { passageOf } from './rows.ts';
import { PASSAGE_COLUMNS } from './schema.ts';
import { vectorProbes } from './table-indexes.ts';

/** A hit of one half of a search, with what is needed to score it again. */
export interface TableHit {
  readonly id: string;
  /** BM25, or the cosine of normalised vectors; higher is better. */
  readonly score: number;
  readonly terms: string;
  readonly facts: PassageFacts;
}

export interface TableSearchOptions {
  /** A condition as `lanceFilter` makes it; applied before the search. */
  readonly where: string;
  readonly limit: number;
}

/** Reads of one index. */
export interface TableSearch {
  /** BM25 over stems joined by blanks. */
  text(stems: string, options: TableSearchOptions): Promise<TableHit[]>;
  vector(question: string, options: TableSearchOptions): Promise<TableHit[]>;
  /** Passages by id, under the condition. */
  passages(ids: readonly string[], where: string): Promise<Passage[]>;
}

export interface TableSearchParts {
  readonly table: LanceTable;
  readonly driver: Driver;
  readonly embeddings: EmbeddingsInterface;
  /** Names the index in the error when a read fails. */
  readonly read: <T>(action: () => Promise<T>) => Promise<T>;
}

const HIT_COLUMNS = ['id', 'terms', 'facts'];

export function createTableSearch({ table, driver, embeddings, read }: TableSearchParts): TableSearch {
  const { MatchQuery } = driver.lancedb;
  return {
    async text(stems, { where, limit }) {
      if (stems === '') return [];
      const query = table.query().fullTextSearch(new MatchQuery(stems, 'terms'));
      const ready = query
        .where(where)
        .select([...HIT_COLUMNS, '_score'])
        .limit(limit);
      return await read(() => hitsOf(ready, '_score', (score) => score));
    },
    async vector(question, { where, limit }) {
      const vector = await embeddings.embedQuery(question);
      if (!vector.some((value) => value !== 0)) return [];
      return await read(async () => {
        const query = table
          .query()
          .nearestTo(vector)
          .distanceType('dot')
          .nprobes(vectorProbes(await table.countRows()));
        const ready = query
          .refineFactor(2)
          .where(where)
          .select([...HIT_COLUMNS, '_distance'])
          .limit(limit);
        return await hitsOf(ready, '_distance', (distance) => 1 - distance);
      });
    },
    async passages(ids, where) {
      if (ids.length === 0) return [];
      const list = ids.map((id) => `'${id.replaceAll("'", "''")}'`).join(', ');
      const rows = await read(() =>
        table
          .query()
          .where(`id IN (${list}) AND (${where})`)
          .select([...PASSAGE_COLUMNS])
          .toArray(),
      );
      return rows.map(passageOf);
    },
  };
}

/** Reads columns, not row objects: a third of the time. */
async function hitsOf(
  query: Query | VectorQuery,
  scoreColumn: string,
  scoreOf: (value: number) => number,
): Promise<TableHit[]> {
  const result = await query.toArrow();
  const column = (name: string) => result.getChild(name);
  const [ids, terms, facts, scores] = [...HIT_COLUMNS, scoreColumn].map(column);
  return Array.from({ length: result.numRows }, (_, row) => ({
    id: String(ids?.get(row)),
    score: scoreOf(Number(scores?.get(row))),
    terms: String(terms?.get(row) ?? ''),
    facts: decodeFacts(String(facts?.get(row) ?? '')),
  }));
}
