import assert from 'node:assert/strict';
import type { GraphElements } from '../../graph/elements.ts';
import { testEdge, testNode } from './elements.ts';
import { asking, assertRefused, endsOf, graphCase, pathsOf } from './fixture.ts';

const name = (index: number): string => `i-${String(index).padStart(3, '0')}`;

/** Every issuer owns every other: walks without bounds would be (n - 1)(n - 2)(n - 3)(n - 4). */
function everyoneOwnsEveryone(size: number): GraphElements {
  const ids = Array.from({ length: size }, (_, index) => name(index));
  return {
    nodes: ids.map((id) => testNode('Issuer', id)),
    edges: ids.flatMap((from, row) =>
      ids.flatMap((to, column) =>
        from === to ? [] : [testEdge('OWNS', [from, to], { weight: (((row * 7 + column * 13) % 97) + 1) / 100 })],
      ),
    ),
  };
}

/** A hub that supplies many, the first the most. */
function hub(size: number): GraphElements {
  const ids = Array.from({ length: size }, (_, index) => name(index));
  return {
    nodes: [testNode('Issuer', 'hub'), ...ids.map((id) => testNode('Issuer', id))],
    edges: ids.map((id, index) => testEdge('SUPPLIES', ['hub', id], { weight: 1 - index / size })),
  };
}

const downstream = (template: 'ownership-chain' | 'supply-chain', id: string) =>
  ({ template, start: [{ id }], direction: 'downstream' }) as const;

export const boundCases = [
  graphCase(
    'a graph in which everything leads everywhere is walked within the bounds, and they are named',
    async (fixture) => {
      await fixture.load(everyoneOwnsEveryone(24));
      const retriever = fixture.retriever({ k: 10_000, bounds: { fanOut: 5, paths: 120, timeMs: 30_000 } });
      const found = await retriever.traverse(downstream('ownership-chain', name(0)), asking());
      assert.equal(found.passages.length, 120);
      assert.deepEqual([...found.limits].sort(), ['fan-out', 'paths']);
      for (const path of pathsOf(found)) {
        const nodes = path.split(' ');
        assert.equal(new Set(nodes).size, nodes.length, `${path} meets a node twice`);
        assert.ok(nodes.length <= 5, `${path} is longer than the template allows`);
      }
    },
  ),
  graphCase('of the edges of a node the strongest are followed', async (fixture) => {
    await fixture.load(hub(40));
    const retriever = fixture.retriever({ k: 100, bounds: { fanOut: 3 } });
    const found = await retriever.traverse(downstream('supply-chain', 'hub'), asking());
    assert.deepEqual(endsOf(found), [name(0), name(1), name(2)]);
    assert.deepEqual(found.limits, ['fan-out']);
    const all = fixture.retriever({ k: 100, bounds: { fanOut: 100 } });
    assert.deepEqual((await all.traverse(downstream('supply-chain', 'hub'), asking())).limits, []);
  }),
  graphCase('edges as strong as each other are followed in the order of their ids', async (fixture) => {
    const { nodes, edges } = hub(12);
    await fixture.load({ nodes, edges: edges.map((edge) => ({ ...edge, weight: 0.5 })) });
    const retriever = fixture.retriever({ bounds: { fanOut: 2 } });
    const found = await retriever.traverse(downstream('supply-chain', 'hub'), asking());
    assert.deepEqual(pathsOf(found), [`hub ${name(0)}`, `hub ${name(1)}`]);
  }),
  graphCase('fewer hops are as many as are asked for', async (fixture) => {
    await fixture.load(everyoneOwnsEveryone(5));
    for (const [hops, count] of [
      [1, 4],
      [2, 4 + 12],
      [0, 4],
      [99, 4 + 12 + 24 + 24],
    ] as const) {
      const retriever = fixture.retriever({ k: 1000, bounds: { hops } });
      const found = await retriever.traverse(downstream('ownership-chain', name(0)), asking());
      assert.equal(found.passages.length, count, `${hops} hops`);
    }
  }),
  graphCase('a ring and an edge to itself end', async (fixture) => {
    const ring = ['a', 'b', 'c'];
    await fixture.load({
      nodes: ring.map((id) => testNode('Issuer', id)),
      edges: [
        ...ring.map((id, index) => testEdge('OWNS', [id, ring[(index + 1) % 3] ?? ''], { weight: 0.5 })),
        testEdge('OWNS', ['a', 'a']),
      ],
    });
    const found = await fixture.retriever().traverse(downstream('ownership-chain', 'a'), asking());
    assert.deepEqual(pathsOf(found), ['a b', 'a b c']);
  }),
  graphCase('a walk whose time is over is stopped', async (fixture) => {
    await fixture.load(everyoneOwnsEveryone(24));
    let now = 1_000;
    const clock = () => {
      now += 1_000;
      return now;
    };
    const retriever = fixture.retriever({ clock, bounds: { timeMs: 10 } });
    await assertRefused(retriever.traverse(downstream('ownership-chain', name(0)), asking()), 'GRAPH_TIMEOUT');
  }),
  graphCase('as many passages come back as are asked for, the best ones', async (fixture) => {
    await fixture.load(hub(40));
    const query = downstream('supply-chain', 'hub');
    assert.equal((await fixture.retriever().traverse(query, asking())).passages.length, 10);
    const two = await fixture.retriever({ k: 2 }).traverse(query, asking());
    assert.deepEqual(pathsOf(two), [`hub ${name(0)}`, `hub ${name(1)}`]);
  }),
];
