import type { Filter, GraphEdgeLabel, GraphNodeLabel } from '@plumbline/core';
import { MAX_FOUND, type Move, type Reach } from '../graph/store.ts';
import { neptuneFilter } from './filter.ts';

/** An openCypher query and its parameters. */
export interface CypherQuery {
  readonly text: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** The nodes within reach with one of the values as an identifier. */
export function findQuery(field: string, values: readonly string[], reach: Pick<Reach, 'nodes'>): CypherQuery {
  const meant: Filter = { op: 'and', filters: [{ op: 'in', field, values: [...values] }, reach.nodes] };
  const { cypher, parameters } = neptuneFilter(meant, { element: 'node', variable: 'n' });
  const text = `
    MATCH (n)
    WHERE ${cypher}
    RETURN labels(n) AS labels, properties(n) AS node
    ORDER BY n.id
    LIMIT ${MAX_FOUND}`;
  return { text: tidy(text), parameters };
}

/** An open walk: where it stands, what it has met. */
export interface Standing {
  readonly walk: number;
  readonly node: string;
  readonly seen: readonly string[];
}

/**
 * One hop of many walks: for each the strongest edges within reach, at most `fanOut`. Sorted before they are collected, as
 * the reference of openCypher 9 does it ("WITH … ORDER BY … collect"); bounds are literals, since Neptune takes no others.
 */
export function hopQuery(
  { edges, direction }: Move,
  { frontier, fanOut }: { frontier: readonly Standing[]; fanOut: number },
  reach: Pick<Reach, 'nodes' | 'edges'>,
): CypherQuery {
  const edge = neptuneFilter(reach.edges, { element: 'edge', variable: 'e' });
  const node = neptuneFilter(reach.nodes, { element: 'node', variable: 'b' });
  const [tail, head] = { out: ['-', '->'], in: ['<-', '-'], both: ['-', '-'] }[direction];
  const text = `
    UNWIND $frontier AS f
    MATCH (a)${tail}[e:${edges.join('|')}]${head}(b)
    WHERE a.id = f.node AND NOT b.id IN f.seen AND ${edge.cypher} AND ${node.cypher}
    WITH f.walk AS walk, e, b
    ORDER BY walk, e.weight DESC, e.id
    WITH walk, collect({label: type(e), from: startNode(e).id, to: endNode(e).id, edge: properties(e), labels: labels(b), node: properties(b)})[0..${fanOut}] AS steps
    RETURN walk, steps`;
  return { text: tidy(text), parameters: { frontier, ...edge.parameters, ...node.parameters } };
}

/** Writes nodes of one label; for development and tests. */
export function putNodesQuery(label: GraphNodeLabel): string {
  return tidy(`UNWIND $rows AS row MERGE (n:${label} {id: row.id}) SET n = row`);
}

/** Writes edges of one label between nodes that are there; for development and tests. */
export function putEdgesQuery(label: GraphEdgeLabel): string {
  return tidy(`
    UNWIND $rows AS row
    MATCH (a {id: row.from}), (b {id: row.to})
    MERGE (a)-[e:${label} {id: row.edge.id}]->(b)
    SET e = row.edge`);
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
