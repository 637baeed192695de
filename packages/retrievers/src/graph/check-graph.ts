import { type GraphEdge, type GraphNode, InvalidInputError, isCusip, isIsin, isSedol } from '@plumbline/core';
import { EDGE_ENDS } from './schema.ts';

/** An element and where it was read: file and line. */
export interface Located<T> {
  readonly where: string;
  readonly element: T;
}

const IDENTIFIERS = [
  ['cusip', isCusip],
  ['isin', isIsin],
  ['sedol', isSedol],
] as const;

/**
 * What no row can say alone: ids are unique, both ends of an edge are there and of the kinds it joins, identifiers have
 * right check digits, the access list is of the row's tenant.
 *
 * @throws InvalidInputError for the first that does not hold
 */
export function checkGraph(nodes: readonly Located<GraphNode>[], edges: readonly Located<GraphEdge>[]): void {
  const byId = new Map<string, GraphNode>();
  for (const { where, element } of nodes) {
    if (byId.has(element.id)) fail(where, `the node ${element.id} is there twice`);
    byId.set(element.id, element);
    checkTenant(element, where);
    for (const [field, isRight] of IDENTIFIERS) {
      const value = element[field];
      if (value !== undefined && !isRight(value)) {
        fail(where, `${value} is no valid ${field.toUpperCase()}: its length or check digit is wrong`);
      }
    }
  }
  const edgeIds = new Set<string>();
  for (const { where, element } of edges) {
    if (edgeIds.has(element.id)) fail(where, `the edge ${element.id} is there twice`);
    edgeIds.add(element.id);
    checkTenant(element, where);
    checkEnds(element, where, byId);
  }
}

function checkEnds(edge: GraphEdge, where: string, nodes: ReadonlyMap<string, GraphNode>): void {
  for (const end of ['from', 'to'] as const) {
    const node = nodes.get(edge[end]);
    if (node === undefined) fail(where, `~${end} is ${edge[end]}, which is no node of this load`);
    const fitting = EDGE_ENDS[edge.label][end];
    if (!fitting.includes(node.label)) {
      fail(where, `~${end} of ${edge.label} must be ${fitting.join(' or ')}, ${node.id} is ${node.label}`);
    }
  }
}

function checkTenant({ tenant, acl }: GraphNode | GraphEdge, where: string): void {
  const tenants = acl.filter((token) => token.startsWith('tenant:'));
  if (tenants.length !== 1 || tenants[0] !== `tenant:${tenant}`) {
    fail(where, `the access list must name the row's one tenant, tenant:${tenant}`);
  }
}

function fail(where: string, what: string): never {
  throw new InvalidInputError(`${where}: ${what}.`);
}
