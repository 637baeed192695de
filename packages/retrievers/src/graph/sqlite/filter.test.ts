import { UnsupportedFilterError } from '@plumbline/core';
import { describe, expect, it } from 'vitest';
import { checkFilters, elementsToFilter } from '../filter-check.ts';
import { sqliteGraphFilter } from './filter.ts';
import { SqliteGraph } from './sqlite-graph.ts';

describe('a filter compiled for SQLite', () => {
  it('matches what the filter in memory matches, on nodes and on edges', async () => {
    const graph = SqliteGraph.open({ path: ':memory:' });
    graph.load(elementsToFilter('f-'));
    await checkFilters(graph, { prefix: 'f-', runs: 300, within: 60_000 });
    graph.close();
  });

  it.each(['label', 'from', 'rowid', 'toString', '__proto__', 'a"; DROP TABLE nodes; --'])(
    'refuses the field %s',
    (field) => {
      for (const element of ['node', 'edge'] as const) {
        expect(() => sqliteGraphFilter({ op: 'exists', field }, { element, alias: 'x' })).toThrow(
          UnsupportedFilterError,
        );
      }
    },
  );

  it('hands every value over beside the text', () => {
    const { sql, parameters } = sqliteGraphFilter(
      { op: 'in', field: 'name', values: ["' OR 1=1 --", 'b'] },
      { element: 'node', alias: 'n' },
    );
    expect(sql).toBe('(n."name" IN (:n_0, :n_1))');
    expect(parameters).toEqual({ n_0: "' OR 1=1 --", n_1: 'b' });
  });
});
