import {
  type Filter,
  type GraphEdge,
  type GraphNode,
  matchFilter,
  sealAcl,
  UnsupportedFilterError,
} from '@plumbline/core';
import fc from 'fast-check';
import { testEdge, testNode } from '../testing/graph/elements.ts';
import type { GraphElements } from './elements.ts';
import { EDGE_FIELDS, NODE_FIELDS } from './schema.ts';
import type { GraphStore } from './store.ts';

const TEXTS = ['a', "it's", '"', '\\', 'é', '漢字', '😀', '\ue000', "' OR 1=1 --", 'a%_', '::', '$b', '2021-06-30'];
const NUMBERS = [0, 0.25, 0.5, 1, -1, 3];
const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;

/** Nodes and edges that differ in every property a filter may name, some absent; from `hub` each node is one edge away. */
export function elementsToFilter(prefix: string): GraphElements {
  const acl = (at: number): string[] => [
    'tenant:demo',
    ...(at % 2 ? [] : [`group:g${at % 5}`]),
    ...(at % 3 ? [] : ['client:c']),
  ];
  const classification = (at: number) => pick(['public', 'internal', 'confidential', 'restricted'] as const, at);
  const nodes = Array.from(
    { length: 60 },
    (_, at): GraphNode =>
      testNode('Issuer', `${prefix}${at}`, {
        ticker: prefix,
        name: pick(TEXTS, at),
        ...(at % 4 === 0 ? {} : { country: pick(['', ...TEXTS], at * 3) }),
        ...(at % 3 === 0 ? {} : { kind: pick(TEXTS, at * 3) }),
        classification: classification(at),
        acl: acl(at),
      }),
  );
  const edges = nodes.map(
    ({ id }, at): GraphEdge => ({
      ...testEdge('SUPPLIES', [`${prefix}hub`, id], {
        weight: pick([0, 0.25, 0.5, 1], at),
        sign: at % 2 === 0 ? 1 : -1,
        asOf: `202${at % 5}-0${(at % 9) + 1}-15`,
        source: pick(TEXTS, at),
        classification: classification(at * 3),
        acl: acl(at + 1),
        ...(at % 2 === 0 ? {} : { until: `203${at % 5}-01-01` }),
        ...(at % 3 === 0 ? {} : { title: pick(['', ...TEXTS], at * 5), page: at }),
        ...(at % 5 === 0 ? {} : { note: pick(TEXTS, at * 11) }),
      }),
    }),
  );
  return { nodes: [...nodes, testNode('Issuer', `${prefix}hub`, { ticker: 'hub' })], edges };
}

const TOKENS = [
  'tenant:demo',
  'group:*',
  'group:g1',
  'group:g2',
  'client:c',
  'client:*',
  'tenant:demo::group:*',
  'group',
];
const value = fc.oneof(
  fc.constantFrom('', ...TEXTS, ...TOKENS, 'public', 'restricted', '\ud800'),
  fc.constantFrom(...NUMBERS, 1e300, Number.POSITIVE_INFINITY),
  fc.boolean(),
);
const limits = (kind: fc.Arbitrary<string | number>) =>
  fc
    .record({ gt: kind, gte: kind, lt: kind, lte: kind }, { requiredKeys: [] })
    .filter((bounds) => Object.keys(bounds).length > 0);
const range = fc.oneof(
  limits(fc.oneof(fc.constantFrom('', ...TEXTS), fc.string({ unit: 'grapheme' }))),
  limits(fc.oneof(fc.constantFrom(...NUMBERS), fc.double({ noNaN: true }))),
);

function filtersOver(fields: readonly string[]): fc.Arbitrary<Filter> {
  const field = fc.constantFrom(...fields);
  return fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'filter' },
      fc.record({ op: fc.constant('eq' as const), field, value }),
      fc.record({ op: fc.constant('in' as const), field, values: fc.array(value, { maxLength: 4 }) }),
      fc.record({ op: fc.constant('exists' as const), field }),
      fc.tuple(field, range).map(([name, bounds]): Filter => ({ op: 'range', field: name, ...bounds })),
      fc.record({ op: fc.constant('not' as const), filter: tie('filter') }),
      fc.record({
        op: fc.constantFrom('and' as const, 'or' as const),
        filters: fc.array(tie('filter'), { maxLength: 3 }),
      }),
    ),
  })).filter;
}

const ALL: Filter = { op: 'and', filters: [] };

/** Fails unless filters over nodes and over edges of the store mean what `matchFilter` means. */
export async function checkFilters(
  store: GraphStore,
  { prefix, runs, within }: { prefix: string; runs: number; within: number },
): Promise<void> {
  const { nodes, edges } = elementsToFilter(prefix);
  const hub = nodes.filter(({ ticker }) => ticker === 'hub');
  const reach = { deadline: Date.now() + within, signal: undefined };
  const nodesWhere = async (filter: Filter): Promise<string[]> =>
    (await store.find([{ ticker: prefix }], { ...reach, nodes: filter, edges: ALL })).map(({ id }) => id).sort();
  const edgesWhere = async (filter: Filter): Promise<string[]> => {
    const moves = [{ edges: ['SUPPLIES' as const], direction: 'out' as const }];
    const { paths } = await store.walk(
      { starts: hub, moves, fanOut: 200, paths: 200 },
      { ...reach, nodes: ALL, edges: filter },
    );
    return paths.flatMap((path) => path.edges.map(({ id }) => id)).sort();
  };
  const check = async (filter: Filter, where: typeof nodesWhere, elements: readonly (GraphNode | GraphEdge)[]) => {
    const matches = matchFilter(filter);
    const expected = elements
      .filter((element) => matches({ ...element, acl: sealAcl(element.acl) }))
      .map(({ id }) => id)
      .sort();
    const found = await where(filter).catch((error: unknown) => {
      if (error instanceof UnsupportedFilterError && /[\ud800-\uffff]/.test(JSON.stringify(filter))) return expected;
      throw error;
    });
    if (found.join() !== expected.join()) {
      throw new Error(`${JSON.stringify(filter)} found ${found.join()} instead of ${expected.join()}`);
    }
  };
  const named = nodes.filter(({ ticker }) => ticker === prefix);
  const ofNodes = fc.asyncProperty(filtersOver(Object.keys(NODE_FIELDS)), (filter) => check(filter, nodesWhere, named));
  await fc.assert(ofNodes, { numRuns: runs });
  const ofEdges = fc.asyncProperty(filtersOver(Object.keys(EDGE_FIELDS)), (filter) => check(filter, edgesWhere, edges));
  await fc.assert(ofEdges, { numRuns: runs });
}
