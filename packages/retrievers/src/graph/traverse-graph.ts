import {
  canRead,
  compareCodePoints,
  type GraphNode,
  type GraphPath,
  type GraphQuery,
  type GraphSearch,
  type GraphSubject,
  graphQuerySchema,
  InvalidInputError,
} from '@plumbline/core';
import { z } from 'zod';
import { boundsOf, type GraphBounds } from './bounds.ts';
import { isMeant } from './elements.ts';
import { pathPassage, pathScore } from './path-passage.ts';
import { reachOf } from './reach.ts';
import type { GraphAsking } from './search-graph.ts';
import type { GraphStore, Reach, WalkResult } from './store.ts';
import { TEMPLATES, type WalkPlan } from './templates.ts';

/**
 * Runs a template. What comes back of the store is checked against the caller's access once more.
 *
 * @throws InvalidInputError when the query has not the form it must have
 * @throws GraphTimeoutError when the time of the bounds or of the context is over
 */
export async function traverseGraph(input: GraphQuery, asking: GraphAsking): Promise<GraphSearch> {
  const query = parseQuery(input);
  const { graph, options, context, signal } = asking;
  const bounds = boundsOf(options.bounds);
  const allowed = (options.clock ?? Date.now)() + bounds.timeMs;
  const deadline = Math.min(allowed, context.deadline ?? Number.POSITIVE_INFINITY);
  const { nodeFilter, edgeFilter } = options;
  const reach = reachOf(context, { nodeFilter, edgeFilter, deadline, signal });
  const starts = await findStarts(query, graph, reach);
  if (starts.length === 0) {
    const reason = `The graph holds nothing to start from for ${describe(query.start)}.`;
    return { passages: [], limits: [], query, outcome: 'unknown-entity', reason };
  }
  const { paths, limits } = await walkAll(query, { graph, starts, reach, bounds });
  const readable = paths.filter(({ nodes, edges }) =>
    [...nodes, ...edges].every((part) => part.tenant === context.principal.tenant && canRead(context.principal, part)),
  );
  const passages = readable.sort(byScore).flatMap((path) => pathPassage(path, query.template) ?? []);
  const found = { passages: passages.slice(0, options.k ?? 10), limits, query };
  return { ...found, ...outcomeOf(query, { readable: readable.length, told: passages.length }) };
}

function parseQuery(input: GraphQuery): GraphQuery {
  const parsed = graphQuerySchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(`The graph query is not valid: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`);
}

/** The nodes meant. Where a subject stands for several kinds, an issuer and its shares, the one the template begins with. */
async function findStarts({ start, template }: GraphQuery, graph: GraphStore, reach: Reach): Promise<GraphNode[]> {
  const { starts } = TEMPLATES[template];
  const found = (await graph.find(start, reach)).filter(({ label }) => starts.includes(label));
  const chosen = start.flatMap((subject) => {
    const meant = found.filter((node) => isMeant(node, subject));
    const label = starts.find((wanted) => meant.some((node) => node.label === wanted));
    return meant.filter((node) => node.label === label);
  });
  return [...new Map(chosen.map((node) => [node.id, node])).values()];
}

interface Ground {
  readonly graph: GraphStore;
  readonly starts: readonly GraphNode[];
  readonly reach: Reach;
  readonly bounds: GraphBounds;
}

/** One walk for each kind of start and way of the template, side by side. */
async function walkAll(query: GraphQuery, { graph, starts, reach, bounds }: Ground): Promise<WalkResult> {
  const labels = [...new Set(starts.map((node) => node.label))];
  const walks = labels.flatMap((label) => {
    const alike = starts.filter((node) => node.label === label);
    return TEMPLATES[query.template].plans(label, query.direction ?? 'both').map(async (plan) => {
      const { fanOut, paths: most } = bounds;
      const moves = plan.moves.slice(0, bounds.hops);
      const { paths, limits } = await graph.walk({ starts: alike, moves, fanOut, paths: most }, reach);
      return { paths: paths.filter((path) => isAnswer(path, plan, query)), limits };
    });
  });
  const walked = await Promise.all(walks);
  return {
    paths: walked.flatMap(({ paths }) => paths),
    limits: [...new Set(walked.flatMap(({ limits }) => limits))],
  };
}

function isAnswer({ nodes, edges }: GraphPath, { ends, minHops }: WalkPlan, { target, through }: GraphQuery): boolean {
  const last = nodes.at(-1);
  if (last === undefined || edges.length < minHops || !ends.includes(last.label)) return false;
  const isOneOf = (node: GraphNode, subjects: readonly GraphSubject[]): boolean =>
    subjects.some((subject) => isMeant(node, subject));
  if (target !== undefined && !isOneOf(last, target)) return false;
  return through === undefined || nodes.some((node) => isOneOf(node, through));
}

/** The strongest first, then the shorter, then by ids: the same order whatever keeps the graph. */
function byScore(left: GraphPath, right: GraphPath): number {
  return (
    pathScore(right) - pathScore(left) ||
    left.edges.length - right.edges.length ||
    compareCodePoints(idsOf(left), idsOf(right))
  );
}

function idsOf({ nodes, edges }: GraphPath): string {
  return [...nodes, ...edges].map(({ id }) => id).join(' ');
}

function outcomeOf(
  query: GraphQuery,
  { readable, told }: { readable: number; told: number },
): Pick<GraphSearch, 'outcome' | 'reason'> {
  const untold = readable - told;
  const note = untold === 0 ? '' : ` ${untold} left out: no one access list can say who may read all of it.`;
  if (told > 0) return { outcome: 'found', reason: `Found by the template ${query.template}: ${told}.${note}` };
  const where = query.target === undefined ? '' : ` to ${describe(query.target)}`;
  return {
    outcome: 'no-path',
    reason: `No path of ${query.template} leads from ${describe(query.start)}${where}.${note}`,
  };
}

function describe(subjects: readonly GraphSubject[]): string {
  return subjects.map((subject) => Object.values(subject).join(' / ')).join(', ');
}
