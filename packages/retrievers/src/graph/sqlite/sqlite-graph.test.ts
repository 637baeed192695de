import { describe, it } from 'vitest';
import type { GraphFixture } from '../../testing/graph/fixture.ts';
import { graphCases } from '../../testing/graph-cases.ts';
import { SqliteGraphRetriever } from './retriever.ts';
import { SqliteGraph } from './sqlite-graph.ts';

async function create(): Promise<GraphFixture> {
  const graph = SqliteGraph.open({ path: ':memory:' });
  return {
    load: async (elements) => graph.load(elements),
    retriever: (options) => new SqliteGraphRetriever({ graph, ...options }),
    dispose: async () => graph.close(),
  };
}

describe('the graph in SQLite', () => {
  it.each(graphCases)('$name', ({ run }) => run(create));
});
