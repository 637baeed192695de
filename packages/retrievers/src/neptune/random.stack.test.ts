import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stackUrl } from '../../../../test/stack/stack.ts';
import { checkFilters, elementsToFilter } from '../graph/filter-check.ts';
import { SqliteGraph } from '../graph/sqlite/sqlite-graph.ts';
import { walkByDefinition, walkIn, walkSamples } from '../graph/walk-check.ts';
import { type BoltDriver, openDriver } from './driver.ts';
import { NeptuneGraph } from './neptune-graph.ts';

let graph: NeptuneGraph;
let driver: BoltDriver;
const mark = `r${randomUUID().slice(0, 8)}-`;

beforeAll(async () => {
  const url = await stackUrl('bolt');
  driver = await openDriver({ url, token: undefined });
  graph = NeptuneGraph.connect({ url });
});

afterAll(async () => {
  const session = driver.session({ defaultAccessMode: 'WRITE' });
  await session.run('MATCH (n) WHERE n.id STARTS WITH $mark DETACH DELETE n', { mark }, {});
  await session.close();
  await driver.close();
  await graph.close();
});

it('a filter compiled for openCypher matches what the filter in memory matches, on nodes and on edges', async () => {
  await graph.load(elementsToFilter(mark));
  await checkFilters(graph, { prefix: mark, runs: 150, within: 120_000 });
});

it('a walk over Bolt finds what the twin in SQLite and the definition find', async () => {
  let next = 0;
  const prefix = () => {
    next += 1;
    return `${mark}${next}n`;
  };
  await fc.assert(
    fc.asyncProperty(walkSamples(prefix), async (sample) => {
      const twin = SqliteGraph.open({ path: ':memory:' });
      twin.load(sample.elements);
      await graph.load(sample.elements);
      const found = await walkIn(graph, sample);
      expect(found).toEqual(walkByDefinition(sample));
      expect(found).toEqual(await walkIn(twin, sample));
      twin.close();
    }),
    { numRuns: 40, endOnFailure: true },
  );
});
