import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { walkByDefinition, walkIn, walkSamples } from '../walk-check.ts';
import { SqliteGraph } from './sqlite-graph.ts';

describe('a walk through the graph in SQLite', () => {
  it('finds what the definition finds, and nothing the caller may not read', async () => {
    await fc.assert(
      fc.asyncProperty(
        walkSamples(() => 'n'),
        async (sample) => {
          const graph = SqliteGraph.open({ path: ':memory:' });
          try {
            graph.load(sample.elements);
            expect(await walkIn(graph, sample)).toEqual(walkByDefinition(sample));
          } finally {
            graph.close();
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
