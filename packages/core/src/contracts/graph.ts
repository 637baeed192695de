import type { BaseRetrieverInterface } from '@langchain/core/retrievers';
import type { RunnableConfig } from '@langchain/core/runnables';
import { z } from 'zod';
import { classificationSchema } from './classification.ts';
import { accessTokenSchema, type Passage } from './passage.ts';

/** Kinds of nodes of the advisors' graph. */
export const GRAPH_NODE_LABELS = ['Client', 'Holding', 'Security', 'Issuer', 'Sector', 'Indicator'] as const;
export type GraphNodeLabel = (typeof GRAPH_NODE_LABELS)[number];

/** Kinds of edges of the advisors' graph. */
export const GRAPH_EDGE_LABELS = [
  'HOLDS',
  'POSITION_IN',
  'ISSUED_BY',
  'IN_SECTOR',
  'SENSITIVE_TO',
  'OWNS',
  'SUPPLIES',
  'CORRELATED_WITH',
] as const;
export type GraphEdgeLabel = (typeof GRAPH_EDGE_LABELS)[number];

/** Ids are listed parted by blanks in paths, hence without white space. */
const idSchema = z.string().regex(/^\S+$/, 'must be an id without white space');

/** What every node and edge carries for access control: as a passage does, and the one tenant it belongs to. */
const protectedShape = {
  tenant: z.string().regex(/^[^\s:*]+$/, 'must be a name without white space, ":" or "*"'),
  classification: classificationSchema,
  acl: z.array(accessTokenSchema),
};

/** A node. Identifiers of securities (CUSIP, ISIN, SEDOL) are written without blanks. */
export const graphNodeSchema = z.strictObject({
  id: idSchema,
  label: z.enum(GRAPH_NODE_LABELS),
  name: z.string().min(1),
  /** How it is called in questions: the name without its legal form. */
  shortName: z.exactOptional(z.string()),
  ticker: z.exactOptional(z.string()),
  cusip: z.exactOptional(z.string()),
  isin: z.exactOptional(z.string()),
  sedol: z.exactOptional(z.string()),
  country: z.exactOptional(z.string()),
  /** What kind of its label: `common stock`, `note`, `retail client`, `interest rate`. */
  kind: z.exactOptional(z.string()),
  ...protectedShape,
});
export type GraphNode = z.infer<typeof graphNodeSchema>;

/** An edge, with the source that states it. */
export const graphEdgeSchema = z.strictObject({
  id: idSchema,
  label: z.enum(GRAPH_EDGE_LABELS),
  from: idSchema,
  to: idSchema,
  /**
   * How strong, 0 to 1: the share owned (OWNS), the share of the portfolio (HOLDS), the absolute correlation
   * (CORRELATED_WITH), the assessed sensitivity (SENSITIVE_TO); 1 where there is no more or less.
   */
  weight: z.number().min(0).max(1),
  /** -1 where the two move against each other (CORRELATED_WITH, SENSITIVE_TO). */
  sign: z.union([z.literal(1), z.literal(-1)]),
  /** The day from which the source states it. */
  asOf: z.iso.date(),
  /** The day on which it ended. */
  until: z.exactOptional(z.iso.date()),
  /** Where it is stated: a file, a URL, a filing. */
  source: z.string().min(1),
  title: z.exactOptional(z.string()),
  docId: z.exactOptional(z.string()),
  page: z.exactOptional(z.number().int().positive()),
  /** A few words on it: the product supplied, the window of a correlation. */
  note: z.exactOptional(z.string()),
  ...protectedShape,
});
export type GraphEdge = z.infer<typeof graphEdgeSchema>;

/** A walk without a node twice; `edges[i]` joins `nodes[i]` and `nodes[i + 1]`, in whichever direction it points. */
export interface GraphPath {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The questions a graph answers. There is no free query: each is a fixed, read-only walk. */
export const GRAPH_TEMPLATES = [
  'sector-peers',
  'exposure-path',
  'ownership-chain',
  'supply-chain',
  'correlated-securities',
] as const;
export type GraphTemplateName = (typeof GRAPH_TEMPLATES)[number];

/** What identifies a node; a node with any of the values is meant. */
export const graphSubjectSchema = z
  .strictObject({
    id: z.exactOptional(z.string()),
    ticker: z.exactOptional(z.string()),
    cusip: z.exactOptional(z.string()),
    isin: z.exactOptional(z.string()),
    sedol: z.exactOptional(z.string()),
    name: z.exactOptional(z.string()),
    shortName: z.exactOptional(z.string()),
  })
  .refine((subject) => Object.keys(subject).length > 0, 'needs at least one identifier');
export type GraphSubject = z.infer<typeof graphSubjectSchema>;

/** One use of a template. */
export const graphQuerySchema = z.strictObject({
  template: z.enum(GRAPH_TEMPLATES),
  start: z.array(graphSubjectSchema).min(1).max(20).readonly(),
  /** Only paths through one of these. */
  through: z.exactOptional(z.array(graphSubjectSchema).max(20).readonly()),
  /** Only paths that end at one of these. */
  target: z.exactOptional(z.array(graphSubjectSchema).max(20).readonly()),
  /** For ownership and supply: towards owners and suppliers (`upstream`), what is owned and customers, or both. Default `both`. */
  direction: z.exactOptional(z.enum(['upstream', 'downstream', 'both'])),
});
export type GraphQuery = z.infer<typeof graphQuerySchema>;

/** An edge as the source of a claim. */
export type GraphCitation = Pick<
  GraphEdge,
  'id' | 'label' | 'from' | 'to' | 'asOf' | 'until' | 'source' | 'title' | 'docId' | 'page'
>;

/** A path in words, as a passage. Its metadata say by which template and edges it came. */
export type GraphPassage = Passage & {
  metadata: { template: GraphTemplateName; hops: number; nodes: string[]; edges: GraphCitation[] };
};

/**
 * What came of a question. `no-intent`: it asks nothing that a template answers. `no-entity`: it names nothing to start
 * from. `invalid-identifier`: an identifier has a wrong check digit. `unknown-entity`: the graph, as far as the caller may
 * read it, does not hold what is named. `no-path`: it does, but no path leads from there.
 */
export type GraphOutcome = 'found' | 'no-intent' | 'no-entity' | 'invalid-identifier' | 'unknown-entity' | 'no-path';

/** The passages and how they came about. */
export interface GraphSearch {
  readonly passages: GraphPassage[];
  readonly outcome: GraphOutcome;
  /** The outcome in words. */
  readonly reason: string;
  readonly query?: GraphQuery;
  /** Bounds that were reached, behind which more may lie: edges per node (`fan-out`), walks in all (`paths`). */
  readonly limits: readonly ('fan-out' | 'paths')[];
}

/** Options of a call that carries the {@link RequestContext} in `context`. */
export type ContextualConfig = Partial<RunnableConfig> & { context?: unknown };

/**
 * Answers questions from a graph of securities. `invoke` is LangChain's; `search` says besides why nothing was found;
 * `traverse` runs a chosen template. All read `context` of the config and throw MissingContextError without it.
 */
export interface GraphRetriever extends BaseRetrieverInterface<GraphPassage['metadata']> {
  invoke(question: string, options?: ContextualConfig): Promise<GraphPassage[]>;
  search(question: string, options?: ContextualConfig): Promise<GraphSearch>;
  traverse(query: GraphQuery, options?: ContextualConfig): Promise<GraphSearch>;
}
