import { compareCodePoints, type GraphEdge, type GraphNode, type GraphPath } from '@plumbline/core';
import { toEdge, toNode } from '../graph/rows.ts';
import type { Reach, Walk } from '../graph/store.ts';
import { type CypherQuery, hopQuery } from './queries.ts';
import { hopRowsSchema, labelOf, readRows } from './rows.ts';

interface OpenWalk extends GraphPath {
  readonly strength: number;
}

interface Ground {
  readonly reach: Reach;
  /** For messages. */
  readonly where: string;
  readonly read: (query: CypherQuery) => Promise<object[]>;
}

/**
 * Walks hop by hop, one query for all open walks of a hop. Of the new walks the strongest are kept while there is room, and
 * only these go on: as many queries as hops, as many rows as the bounds allow.
 */
export async function walkHops({ starts, moves, fanOut, paths: most }: Walk, ground: Ground): Promise<GraphPath[]> {
  const found: OpenWalk[] = [];
  let open: OpenWalk[] = starts.map((node) => ({ nodes: [node], edges: [], strength: 1 }));
  for (const move of moves) {
    if (open.length === 0 || found.length >= most) break;
    const frontier = open.map(({ nodes }, walk) => ({
      walk,
      node: nodes.at(-1)?.id ?? '',
      seen: nodes.map(({ id }) => id),
    }));
    const answer = await ground.read(hopQuery(move, { frontier, fanOut }, ground.reach));
    const rows = readRows(hopRowsSchema, answer, ground.where);
    const next = rows.flatMap(({ walk, steps }) => {
      const before = open[walk];
      return before === undefined ? [] : steps.map((step) => extend(before, step, ground.where));
    });
    open = next.sort(byStrength).slice(0, most - found.length);
    found.push(...open);
  }
  return found;
}

type Step = (typeof hopRowsSchema)['_output'][number]['steps'][number];

function extend({ nodes, edges, strength }: OpenWalk, step: Step, where: string): OpenWalk {
  const edge: GraphEdge = toEdge({ ...step.edge, label: step.label, from: step.from, to: step.to }, where);
  const node: GraphNode = toNode({ ...step.node, label: labelOf(step.labels) }, where);
  return { nodes: [...nodes, node], edges: [...edges, edge], strength: strength * edge.weight };
}

/** The same order as the queue of the recursive query in SQLite. */
function byStrength(left: OpenWalk, right: OpenWalk): number {
  return (
    right.strength - left.strength ||
    compareCodePoints(idsOf(left.nodes), idsOf(right.nodes)) ||
    compareCodePoints(idsOf(left.edges), idsOf(right.edges))
  );
}

function idsOf(elements: readonly { readonly id: string }[]): string {
  return elements.map(({ id }) => `${id} `).join('');
}
