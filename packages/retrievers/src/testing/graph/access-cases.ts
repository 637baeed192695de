import assert from 'node:assert/strict';
import type { Classification, GraphEdge, GraphNode, Principal } from '@plumbline/core';
import { testEdge, testNode } from './elements.ts';
import { asking, assertRefused, endsOf, graphCase } from './fixture.ts';
import { SAMPLE } from './sample.ts';

type Access = { classification?: Classification; acl?: string[]; tenant?: string };

/** a owns b owns c, with the access given for b or for the edge to it. */
function chain({ node = {}, edge = {} }: { node?: Access; edge?: Access }) {
  const nodes: GraphNode[] = ['a', 'b', 'c'].map((id) => testNode('Issuer', id, id === 'b' ? node : {}));
  const edges: GraphEdge[] = [testEdge('OWNS', ['a', 'b'], edge), testEdge('OWNS', ['b', 'c'])];
  return { nodes, edges };
}

const query = { template: 'ownership-chain', start: [{ id: 'a' }], direction: 'downstream' } as const;

const closed: readonly (readonly [what: string, access: Access, reader: Partial<Principal>])[] = [
  ['confidential', { classification: 'confidential' }, { clearance: 'confidential' }],
  ['restricted', { classification: 'restricted' }, { clearance: 'restricted' }],
  ['a group’s', { acl: ['tenant:demo', 'group:research'] }, { groups: ['sales', 'research'] }],
  ['a client’s', { acl: ['tenant:demo', 'client:c-1'] }, { clientIds: ['c-1'] }],
  ['a unit’s', { acl: ['tenant:demo', 'unit:private'] }, { businessUnits: ['private'] }],
  [
    'a group’s within a unit',
    { acl: ['tenant:demo', 'group:research', 'group:risk', 'unit:private'] },
    { groups: ['risk'], businessUnits: ['private'] },
  ],
];

export const accessCases = [
  graphCase('a node or edge one may not read cuts the path, whatever closes it', async (fixture) => {
    for (const [what, access, reader] of closed) {
      for (const place of ['node', 'edge'] as const) {
        await fixture.load(chain({ [place]: access }));
        const retriever = fixture.retriever();
        const outside = await retriever.traverse(query, asking());
        assert.deepEqual([outside.outcome, endsOf(outside)], ['no-path', []], `${place}: ${what}`);
        const inside = await retriever.traverse(query, asking(reader));
        assert.deepEqual(endsOf(inside), ['b', 'c'], `${place}: ${what}`);
      }
    }
  }),
  graphCase('another tenant sees nothing, nor does anybody where no tenant may read', async (fixture) => {
    await fixture.load(SAMPLE);
    const retriever = fixture.retriever();
    const other = await retriever.search('Peers of Apple', asking({ tenant: 'other', clearance: 'restricted' }));
    assert.deepEqual([other.outcome, other.passages], ['unknown-entity', []]);
    await fixture.load(chain({ node: { acl: [] } }));
    assert.equal((await retriever.traverse(query, asking({ clearance: 'restricted' }))).outcome, 'no-path');
    await fixture.load(chain({ node: { tenant: 'other', acl: ['tenant:demo'] } }));
    assert.equal((await retriever.traverse(query, asking())).outcome, 'no-path');
  }),
  graphCase('what one may not read and what is not there look the same', async (fixture) => {
    const ask = { template: 'ownership-chain', start: [{ id: 'b' }] } as const;
    const { nodes, edges } = chain({ node: { classification: 'restricted' } });
    await fixture.load({ nodes: [testNode('Issuer', 'x')], edges: [] });
    const absent = await fixture.retriever().traverse(ask, asking());
    await fixture.load({ nodes, edges });
    const hidden = await fixture.retriever().traverse(ask, asking());
    assert.deepEqual(hidden, absent);
  }),
  graphCase('hidden edges do not crowd out the readable ones', async (fixture) => {
    const ids = Array.from({ length: 20 }, (_, index) => `n-${index}`);
    await fixture.load({
      nodes: [testNode('Issuer', 'a'), ...ids.map((id) => testNode('Issuer', id))],
      edges: ids.map((id, index) =>
        testEdge('OWNS', ['a', id], {
          weight: 1 - index / 100,
          classification: index < 15 ? 'restricted' : 'public',
        }),
      ),
    });
    const found = await fixture.retriever({ bounds: { fanOut: 3 } }).traverse(query, asking());
    assert.deepEqual(endsOf(found), ['n-15', 'n-16', 'n-17']);
  }),
  graphCase('a path is as closed as the most closed of its parts', async (fixture) => {
    const node = { classification: 'confidential', acl: ['tenant:demo', 'group:g', 'group:h'] } as const;
    const edge = { classification: 'internal', acl: ['tenant:demo', 'group:h', 'client:c-1'] } as const;
    await fixture.load(chain({ node: { ...node, acl: [...node.acl] }, edge: { ...edge, acl: [...edge.acl] } }));
    const reader = { clearance: 'confidential', groups: ['g', 'h'], clientIds: ['c-1'] } as const;
    const found = await fixture
      .retriever()
      .traverse(query, asking({ ...reader, groups: [...reader.groups], clientIds: [...reader.clientIds] }));
    for (const { metadata } of found.passages) {
      assert.equal(metadata.classification, 'confidential');
      assert.deepEqual(metadata.acl, ['client:c-1', 'group:h', 'tenant:demo']);
    }
    assert.equal(found.passages.length, 2);
  }),
  graphCase(
    'a path that needs two groups at once has no access list, and is left out with a reason',
    async (fixture) => {
      await fixture.load(
        chain({ node: { acl: ['tenant:demo', 'group:g'] }, edge: { acl: ['tenant:demo', 'group:h'] } }),
      );
      const found = await fixture.retriever().traverse(query, asking({ groups: ['g', 'h'] }));
      assert.deepEqual(found.passages, []);
      assert.match(found.reason, /2 left out/);
    },
  ),
  graphCase('loading again replaces: a new classification holds at once', async (fixture) => {
    await fixture.load(chain({}));
    assert.deepEqual(endsOf(await fixture.retriever().traverse(query, asking())), ['b', 'c']);
    await fixture.load(chain({ edge: { classification: 'restricted' } }));
    assert.equal((await fixture.retriever().traverse(query, asking())).outcome, 'no-path');
  }),
  graphCase('edges stated later than the day of the question, or over by then, are not followed', async (fixture) => {
    await fixture.load({
      nodes: ['a', 'b', 'c', 'd'].map((id) => testNode('Issuer', id)),
      edges: [
        testEdge('OWNS', ['a', 'b'], { asOf: '2020-01-01' }),
        testEdge('OWNS', ['a', 'c'], { asOf: '2022-01-01' }),
        testEdge('OWNS', ['a', 'd'], { asOf: '2018-01-01', until: '2021-01-01' }),
      ],
    });
    const retriever = fixture.retriever();
    const at = async (asOf?: string) =>
      endsOf(await retriever.traverse(query, asking({}, asOf === undefined ? {} : { asOf })));
    assert.deepEqual(await at('2017-12-31'), []);
    assert.deepEqual(await at('2018-01-01'), ['d']);
    assert.deepEqual(await at('2020-12-31'), ['b', 'd']);
    assert.deepEqual(await at('2021-01-01'), ['b']);
    assert.deepEqual(await at('2022-01-01T00:30:00+01:00'), ['b']);
    assert.deepEqual(await at('2022-01-01T00:30:00Z'), ['b', 'c']);
    assert.deepEqual(await at(), ['b', 'c', 'd']);
  }),
  graphCase('filters hold for every node or every edge of a path, and name properties only', async (fixture) => {
    await fixture.load({
      nodes: ['a', 'b', 'c'].map((id) => testNode('Issuer', id, { country: id === 'c' ? 'AU' : 'US' })),
      edges: [testEdge('OWNS', ['a', 'b'], { weight: 0.4 }), testEdge('OWNS', ['b', 'c'], { weight: 0.9 })],
    });
    const inUs = fixture.retriever({ nodeFilter: { op: 'eq', field: 'country', value: 'US' } });
    assert.deepEqual(endsOf(await inUs.traverse(query, asking())), ['b']);
    const strong = fixture.retriever({ edgeFilter: { op: 'range', field: 'weight', gte: 0.5 } });
    assert.equal((await strong.traverse(query, asking())).outcome, 'no-path');
    for (const field of ['label', 'password', 'from']) {
      const wrong = fixture.retriever({ edgeFilter: { op: 'eq', field, value: 'x' } });
      await assertRefused(wrong.traverse(query, asking()), 'UNSUPPORTED_FILTER');
    }
  }),
];
