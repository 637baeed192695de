import type { GraphEdge, GraphEdgeLabel, GraphNode, GraphNodeLabel } from '@plumbline/core';

/** A public node of the tenant `demo`, named after its id. */
export function testNode(label: GraphNodeLabel, id: string, overrides: Partial<GraphNode> = {}): GraphNode {
  return { id, label, name: id, tenant: 'demo', classification: 'public', acl: ['tenant:demo'], ...overrides };
}

/** A public edge of the tenant `demo`; its id is made of label and ends. */
export function testEdge(
  label: GraphEdgeLabel,
  [from, to]: readonly [from: string, to: string],
  overrides: Partial<GraphEdge> = {},
): GraphEdge {
  return {
    id: `${label}/${from}/${to}`,
    label,
    from,
    to,
    weight: 1,
    sign: 1,
    asOf: '2023-01-31',
    source: `${label.toLowerCase()}.csv`,
    tenant: 'demo',
    classification: 'public',
    acl: ['tenant:demo'],
    ...overrides,
  };
}
