import { accessFilter, type Filter, type RequestContext } from '@plumbline/core';
import type { Reach } from './store.ts';

/** The caller's conditions beside access. */
export interface ReachOptions {
  readonly nodeFilter?: Filter | undefined;
  readonly edgeFilter?: Filter | undefined;
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * What a caller may read of a graph: nodes and edges of the tenant, within clearance and access list; of edges those that
 * were stated by the day of the question and had not ended on it.
 */
export function reachOf({ principal, asOf }: RequestContext, options: ReachOptions): Reach {
  const access: Filter[] = [{ op: 'eq', field: 'tenant', value: principal.tenant }, accessFilter(principal)];
  const given = (filter: Filter | undefined): Filter[] => (filter === undefined ? [] : [filter]);
  return {
    nodes: { op: 'and', filters: [...access, ...given(options.nodeFilter)] },
    edges: { op: 'and', filters: [...access, ...standing(asOf), ...given(options.edgeFilter)] },
    deadline: options.deadline,
    signal: options.signal,
  };
}

function standing(asOf: string | undefined): Filter[] {
  if (asOf === undefined) return [];
  const day = asOf.length === 10 ? asOf : new Date(asOf).toISOString().slice(0, 10);
  return [
    { op: 'range', field: 'asOf', lte: day },
    { op: 'not', filter: { op: 'range', field: 'until', lte: day } },
  ];
}
