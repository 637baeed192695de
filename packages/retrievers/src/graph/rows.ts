import { type GraphEdge, type GraphNode, graphEdgeSchema, graphNodeSchema } from '@plumbline/core';
import { z } from 'zod';
import { formatAcl, parseAcl } from './acl-text.ts';
import { GraphQueryError } from './errors.ts';
import { EDGE_FIELDS, NODE_FIELDS } from './schema.ts';

/** The properties of an element as a store keeps them: texts and numbers, absent ones left out. */
export type Properties = Readonly<Record<string, string | number>>;

/** A node or edge as properties; label and ends stand apart. */
export function toProperties(element: GraphNode | GraphEdge): Properties {
  const fields = 'from' in element ? EDGE_FIELDS : NODE_FIELDS;
  const named = Object.entries({ ...element, acl: formatAcl(element.acl) });
  return Object.fromEntries(named.filter(([name, value]) => name in fields && value !== undefined));
}

/**
 * Reads a node out of a store.
 *
 * @throws GraphQueryError when it does not have the form a node must have: nothing is known of who may read it
 */
export function toNode(row: Readonly<Record<string, unknown>>, where: string): GraphNode {
  return parsed(graphNodeSchema, row, where);
}

/** Reads an edge out of a store. @throws GraphQueryError */
export function toEdge(row: Readonly<Record<string, unknown>>, where: string): GraphEdge {
  return parsed(graphEdgeSchema, row, where);
}

function parsed<T>(schema: z.ZodType<T>, row: Readonly<Record<string, unknown>>, where: string): T {
  const present = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  const element = Object.fromEntries(present.map(([name, value]) => [name, name === 'acl' ? tokens(value) : value]));
  const result = schema.safeParse(element);
  if (result.success) return result.data;
  const why = z.prettifyError(result.error).replaceAll('\n', ' ');
  throw new GraphQueryError(where, `${String(row['id'])} is not of the schema (${why}); load it again`);
}

/** A text that is no access list stays as it is, and the schema refuses it. */
function tokens(value: unknown): unknown {
  return typeof value === 'string' ? parseAcl(value) : value;
}
