import type { GraphElements } from '../graph/elements.ts';
import { toProperties } from '../graph/rows.ts';
import { type CypherQuery, putEdgesQuery, putNodesQuery } from './queries.ts';

/** Rows of one write. */
const BATCH = 500;

/** Hands nodes and then edges over in batches of one label each. */
export async function writeBatches(
  { nodes, edges }: GraphElements,
  write: (query: CypherQuery) => Promise<unknown>,
): Promise<void> {
  for (const label of new Set(nodes.map((node) => node.label))) {
    const rows = nodes.filter((node) => node.label === label).map(toProperties);
    for (const batch of batchesOf(rows)) await write({ text: putNodesQuery(label), parameters: { rows: batch } });
  }
  for (const label of new Set(edges.map((edge) => edge.label))) {
    const rows = edges
      .filter((edge) => edge.label === label)
      .map((edge) => ({ from: edge.from, to: edge.to, edge: toProperties(edge) }));
    for (const batch of batchesOf(rows)) await write({ text: putEdgesQuery(label), parameters: { rows: batch } });
  }
}

function batchesOf<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, at) => rows.slice(at * BATCH, (at + 1) * BATCH));
}
