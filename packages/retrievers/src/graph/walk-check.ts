import {
  canRead,
  compareCodePoints,
  type GraphEdge,
  type GraphEdgeLabel,
  type GraphNode,
  type GraphPath,
  type Principal,
  type RequestContext,
  sealAcl,
} from '@plumbline/core';
import { testContext } from '@plumbline/core/testing';
import fc from 'fast-check';
import { testEdge, testNode } from '../testing/graph/elements.ts';
import type { GraphElements } from './elements.ts';
import { reachOf } from './reach.ts';
import type { GraphStore, Move, Walk } from './store.ts';

const LABELS: readonly GraphEdgeLabel[] = ['OWNS', 'SUPPLIES', 'CORRELATED_WITH'];
const CLASSES = ['public', 'internal', 'confidential', 'restricted'] as const;
const TENANTS = ['demo', 'other'] as const;
const NODES = 9;

const access = fc
  .record({
    tenant: fc.oneof(
      { weight: 14, arbitrary: fc.constant('demo' as const) },
      { weight: 1, arbitrary: fc.constantFrom(...TENANTS) },
    ),
    classification: fc.oneof(
      { weight: 9, arbitrary: fc.constant('public' as const) },
      { weight: 2, arbitrary: fc.constantFrom(...CLASSES) },
    ),
    narrow: fc.subarray(['group:g', 'group:h', 'client:c', 'unit:u'], { maxLength: 2 }),
    isNarrow: fc.oneof({ weight: 8, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  })
  .map(({ tenant, classification, narrow, isNarrow }) => ({
    tenant,
    classification,
    acl: sealAcl([`tenant:${tenant}`, ...(isNarrow ? narrow : [])]),
  }));

const edges = fc.array(
  fc.record({
    label: fc.constantFrom(...LABELS),
    from: fc.integer({ min: 0, max: NODES - 1 }),
    to: fc.integer({ min: 0, max: NODES - 1 }),
    weight: fc.constantFrom(0, 0.1, 0.2, 0.3, 0.5, 0.5, 0.6, 0.7, 0.9, 1),
    asOf: fc.constantFrom('2020-01-01', '2022-01-01', '2024-01-01'),
    until: fc.constantFrom(undefined, undefined, '2023-01-01'),
    access,
  }),
  { minLength: 12, maxLength: 50 },
);

/** A graph with every kind of access, who asks, and a walk through it. */
export interface WalkSample {
  readonly elements: GraphElements;
  readonly context: RequestContext;
  readonly walk: Omit<Walk, 'starts'>;
  readonly starts: readonly GraphNode[];
}

/** Random graphs of nine nodes; ids begin with the prefix. */
export function walkSamples(prefix: () => string): fc.Arbitrary<WalkSample> {
  const principal: fc.Arbitrary<Partial<Principal>> = fc.record({
    tenant: fc.oneof({ weight: 12, arbitrary: fc.constant('demo') }, { weight: 1, arbitrary: fc.constant('other') }),
    clearance: fc.constantFrom(...CLASSES),
    groups: fc.subarray(['g', 'h']),
    clientIds: fc.subarray(['c']),
    businessUnits: fc.subarray(['u']),
  });
  const move: fc.Arbitrary<Move> = fc.record({
    edges: fc.subarray([...LABELS], { minLength: 1 }),
    direction: fc.constantFrom('out' as const, 'in' as const, 'both' as const),
  });
  return fc
    .record({
      nodeAccess: fc.array(access, { minLength: NODES, maxLength: NODES }),
      edges,
      principal,
      asOf: fc.constantFrom(undefined, '2021-01-01', '2023-06-30'),
      moves: fc.array(move, { minLength: 2, maxLength: 4 }),
      fanOut: fc.constantFrom(1, 2, 3, 50),
      paths: fc.constantFrom(2, 3, 5, 9, 300),
      first: fc.integer({ min: 0, max: NODES - 1 }),
    })
    .map((drawn) => {
      const at = prefix();
      const nodes = drawn.nodeAccess.map((given, index) => testNode('Issuer', `${at}${index}`, given));
      const drawnEdges = drawn.edges.map(({ label, from, to, access: given, weight, asOf, until }, index) =>
        testEdge(label, [`${at}${from}`, `${at}${to}`], {
          id: `${at}e${index}`,
          weight,
          asOf,
          ...given,
          ...(until === undefined ? {} : { until }),
        }),
      );
      const context = testContext({
        principal: drawn.principal,
        ...(drawn.asOf === undefined ? {} : { asOf: drawn.asOf }),
      });
      const readable = nodes.filter((node) => mayRead(node, context.principal));
      const starts = readable.length === 0 ? [] : [readable[drawn.first % readable.length] as GraphNode];
      const { moves, fanOut, paths } = drawn;
      return { elements: { nodes, edges: drawnEdges }, context, walk: { moves, fanOut, paths }, starts };
    });
}

/** What a store answers to a sample: the ids of each path, in order. */
export async function walkIn(store: GraphStore, { walk, context, starts }: WalkSample): Promise<string[]> {
  const reach = reachOf(context, { deadline: Date.now() + 60_000, signal: undefined });
  const { paths } = await store.walk({ ...walk, starts }, reach);
  return paths.map(idsOf).sort();
}

/** The same by the definition, slowly: every readable edge is looked at for every walk. */
export function walkByDefinition({ elements, context, walk, starts }: WalkSample): string[] {
  const readable = elements.edges.filter((edge) => mayRead(edge, context.principal) && stands(edge, context.asOf));
  const nodes = new Map(
    elements.nodes.filter((node) => mayRead(node, context.principal)).map((node) => [node.id, node]),
  );
  const found: GraphPath[] = [];
  let open: GraphPath[] = starts.map((node) => ({ nodes: [node], edges: [] }));
  for (const move of walk.moves) {
    const next = open.flatMap((path) =>
      readable
        .flatMap((edge) => onward(path, edge, move, nodes))
        .sort((left, right) => byWeight(left.edges.at(-1), right.edges.at(-1)))
        .slice(0, walk.fanOut),
    );
    open = next.sort(byStrength).slice(0, walk.paths - found.length);
    found.push(...open);
  }
  return found.map(idsOf).sort();
}

function onward(path: GraphPath, edge: GraphEdge, move: Move, nodes: ReadonlyMap<string, GraphNode>): GraphPath[] {
  if (!move.edges.includes(edge.label)) return [];
  const at = path.nodes.at(-1)?.id;
  const ways = [
    ...(move.direction !== 'in' && edge.from === at ? [edge.to] : []),
    ...(move.direction !== 'out' && edge.to === at ? [edge.from] : []),
  ];
  return ways.flatMap((id) => {
    const node = nodes.get(id);
    const isNew = path.nodes.every((met) => met.id !== id);
    return node === undefined || !isNew ? [] : [{ nodes: [...path.nodes, node], edges: [...path.edges, edge] }];
  });
}

function mayRead(part: GraphNode | GraphEdge, principal: Principal): boolean {
  return part.tenant === principal.tenant && canRead(principal, part);
}

function stands({ asOf, until }: GraphEdge, day: string | undefined): boolean {
  return day === undefined || (asOf <= day && (until === undefined || until > day));
}

function byWeight(left: GraphEdge | undefined, right: GraphEdge | undefined): number {
  return (right?.weight ?? 0) - (left?.weight ?? 0) || compareCodePoints(left?.id ?? '', right?.id ?? '');
}

function byStrength(left: GraphPath, right: GraphPath): number {
  const strength = ({ edges: walked }: GraphPath) => walked.reduce((product, { weight }) => product * weight, 1);
  return strength(right) - strength(left) || compareCodePoints(idsOf(left), idsOf(right));
}

/** Ids of the nodes, then of the edges. */
function idsOf(path: GraphPath): string {
  return [...path.nodes, ...path.edges].map(({ id }) => `${id} `).join('');
}
