import type { GraphEdge, GraphNode, Passage } from '@plumbline/core';
import { SqliteGraph, SqliteGraphRetriever } from '@plumbline/retrievers/graph';
import type { LeakAdapter, OpenAdapter } from './adapter.ts';
import { TENANTS } from './population.ts';

const open = { classification: 'public' as const };

/**
 * The population as a graph: in each tenant's sector Apple, and each passage as an issuer with the passage's labels; every
 * third has them on its edge to the sector instead.
 */
export function leakGraph(passages: readonly Passage[]): { nodes: GraphNode[]; edges: GraphEdge[] } {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const add = (
    tenant: string,
    id: string,
    onNode: Pick<GraphNode, 'classification' | 'acl'>,
    onEdge: typeof onNode,
  ) => {
    const sector = `sector-${tenant}`;
    const ticker = id.startsWith('apple-') ? { ticker: 'AAPL' } : {};
    nodes.push({
      id,
      label: 'Issuer',
      name: ticker.ticker === undefined ? `Issuer ${id}` : 'Apple Inc.',
      tenant,
      ...ticker,
      ...onNode,
    });
    const edge = { id: `IN_SECTOR/${id}`, label: 'IN_SECTOR', from: id, to: sector, weight: 1, sign: 1 } as const;
    edges.push({ ...edge, asOf: '2023-01-31', source: 'sectors.csv', tenant, ...onEdge });
  };
  for (const tenant of TENANTS) {
    const acl = [`tenant:${tenant}`];
    nodes.push({ id: `sector-${tenant}`, label: 'Sector', name: 'Information Technology', tenant, ...open, acl });
    add(tenant, `apple-${tenant}`, { ...open, acl }, { ...open, acl });
  }
  for (const [place, { metadata }] of passages.entries()) {
    const { docId, classification, acl } = metadata;
    const tenant = acl.find((token) => token.startsWith('tenant:'))?.slice('tenant:'.length) ?? 'leak-a';
    const [labels, plain] = [
      { classification, acl },
      { ...open, acl: [`tenant:${tenant}`] },
    ];
    if (place % 3 === 0) add(tenant, docId, plain, labels);
    else add(tenant, docId, labels, plain);
  }
  return { nodes, edges };
}

export const GRAPH_QUESTION = 'Who are the peers of Apple in its sector?';
/** As far as a graph may be walked, so that as much as possible shows. */
export const WIDEST = { bounds: { fanOut: 200, paths: 5000, timeMs: 30_000 }, k: 100 };

/** A path shows each of its nodes, and the edges between them. */
export function labelsOfPath(passages: readonly Passage[]): LeakAdapter['labelsOf'] {
  const known = new Map(passages.map(({ metadata }) => [metadata.docId, { ...metadata, acl: [...metadata.acl] }]));
  return ({ metadata }) => {
    const nodes: unknown[] = Array.isArray(metadata['nodes']) ? metadata['nodes'] : ['no path'];
    return nodes.map(String).flatMap((id) => (/^(sector|apple)-/.test(id) ? [] : [known.get(id)]));
  };
}

export const openSqliteGraph: OpenAdapter = async (passages) => {
  const graph = SqliteGraph.open({ path: ':memory:' });
  graph.load(leakGraph(passages));
  return {
    retriever: new SqliteGraphRetriever({ graph, ...WIDEST }),
    question: GRAPH_QUESTION,
    labelsOf: labelsOfPath(passages),
    close: async () => graph.close(),
  };
};
