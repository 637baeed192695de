import type { Clock, CompanyRecord, Filter, GraphSearch, RequestContext } from '@plumbline/core';
import type { GraphBounds } from './bounds.ts';
import { planQuestion } from './plan-question.ts';
import type { GraphStore } from './store.ts';
import { traverseGraph } from './traverse-graph.ts';

/** How a graph is searched, whatever keeps it. */
export interface GraphSearchOptions {
  /** Passages to return. Default 10. */
  readonly k?: number;
  /** How far a walk may spread. */
  readonly bounds?: Partial<GraphBounds>;
  /** A condition on every node of a path, beside the caller's access. */
  readonly nodeFilter?: Filter;
  /** A condition on every edge of a path. */
  readonly edgeFilter?: Filter;
  /** The companies `linkEntities` knows. Default: its own table. */
  readonly companies?: readonly CompanyRecord[];
  /** Default `Date.now`. */
  readonly clock?: Clock;
}

/** Where is searched, how, and who asks. */
export interface GraphAsking {
  readonly graph: GraphStore;
  readonly options: GraphSearchOptions;
  readonly context: RequestContext;
  readonly signal: AbortSignal | undefined;
}

/** Chooses a template for the question and runs it. */
export async function searchGraph(question: string, asking: GraphAsking): Promise<GraphSearch> {
  const { principal } = asking.context;
  const plan = planQuestion(question, { principal, companies: asking.options.companies });
  if ('query' in plan) return await traverseGraph(plan.query, asking);
  return { passages: [], limits: [], ...plan };
}
