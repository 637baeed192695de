import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceFolder } from '../../../../test/stack/lib/folders.ts';
import { withLock } from '../../../../test/stack/lib/with-lock.ts';
import { stackUrl } from '../../../../test/stack/stack.ts';
import type { GraphElements } from '../graph/elements.ts';
import type { GraphFixture } from '../testing/graph/fixture.ts';
import { graphCases } from '../testing/graph-cases.ts';
import { type BoltDriver, openDriver } from './driver.ts';
import { NeptuneGraph } from './neptune-graph.ts';
import { NeptuneGraphRetriever } from './retriever.ts';

let url: string;
let driver: BoltDriver;

beforeAll(async () => {
  url = await stackUrl('bolt');
  driver = await openDriver({ url, token: undefined });
});

afterAll(async () => {
  await driver.close();
});

/** Runs what no query of ours may say, with a session of its own. */
async function run(text: string, parameters: Record<string, unknown>): Promise<object[]> {
  const session = driver.session({ defaultAccessMode: 'WRITE' });
  try {
    return (await session.run(text, parameters, {})).records.map((record) => record.toObject());
  } finally {
    await session.close();
  }
}

async function create(): Promise<GraphFixture> {
  const graph = NeptuneGraph.connect({ url });
  const loaded = new Set<string>();
  return {
    async load(elements: GraphElements) {
      for (const { id } of elements.nodes) loaded.add(id);
      await graph.load(elements);
    },
    retriever: (options) =>
      new NeptuneGraphRetriever({ graph, ...options, bounds: { timeMs: 20_000, ...options?.bounds } }),
    async dispose() {
      await graph.close();
      await run('MATCH (n) WHERE n.id IN $ids DETACH DELETE n', { ids: [...loaded] });
    },
  };
}

describe('the graph over Bolt', () => {
  // The server is shared by all who test; the cases' ids are always the same.
  const lock = join(serviceFolder('bolt'), 'graph-cases.lock');
  it.each(graphCases)('$name', ({ run: check }) => withLock(lock, () => check(create)));
});

describe('a session that reads', () => {
  it('is refused by the server when it writes', async () => {
    const session = driver.session({ defaultAccessMode: 'READ' });
    const id = randomUUID();
    await expect(session.run('CREATE (n:Probe {id: $id})', { id }, {})).rejects.toThrow(/read access mode/);
    await session.close();
    expect(await run('MATCH (n:Probe {id: $id}) RETURN n', { id })).toEqual([]);
  });
});
