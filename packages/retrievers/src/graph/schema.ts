import type { GraphEdgeLabel, GraphNodeLabel } from '@plumbline/core';

/** How a property is stored: a text, a number, or access tokens in one text (see {@link formatAcl}). */
export type FieldKind = 'string' | 'number' | 'tokens';

/** The properties of nodes, by which filters may ask. The label is no property. */
export const NODE_FIELDS: Readonly<Record<string, FieldKind>> = {
  id: 'string',
  name: 'string',
  shortName: 'string',
  ticker: 'string',
  cusip: 'string',
  isin: 'string',
  sedol: 'string',
  country: 'string',
  kind: 'string',
  tenant: 'string',
  classification: 'string',
  acl: 'tokens',
};

/** The properties of edges, by which filters may ask. */
export const EDGE_FIELDS: Readonly<Record<string, FieldKind>> = {
  id: 'string',
  weight: 'number',
  sign: 'number',
  asOf: 'string',
  until: 'string',
  source: 'string',
  title: 'string',
  docId: 'string',
  page: 'number',
  note: 'string',
  tenant: 'string',
  classification: 'string',
  acl: 'tokens',
};

/** Which nodes each kind of edge joins. */
export const EDGE_ENDS: Readonly<
  Record<GraphEdgeLabel, { from: readonly GraphNodeLabel[]; to: readonly GraphNodeLabel[] }>
> = {
  HOLDS: { from: ['Client'], to: ['Holding'] },
  POSITION_IN: { from: ['Holding'], to: ['Security'] },
  ISSUED_BY: { from: ['Security'], to: ['Issuer'] },
  IN_SECTOR: { from: ['Issuer'], to: ['Sector'] },
  SENSITIVE_TO: { from: ['Sector', 'Issuer', 'Security'], to: ['Indicator'] },
  OWNS: { from: ['Issuer'], to: ['Issuer'] },
  SUPPLIES: { from: ['Issuer'], to: ['Issuer'] },
  CORRELATED_WITH: { from: ['Security'], to: ['Security'] },
};
