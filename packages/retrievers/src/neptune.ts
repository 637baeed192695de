export type { GraphBounds } from './graph/bounds.ts';
export type { GraphElements } from './graph/elements.ts';
export { GraphAuthError, GraphQueryError, GraphTimeoutError, GraphUnavailableError } from './graph/errors.ts';
export type { GraphSearchOptions } from './graph/search-graph.ts';
export type { GraphStore, Move, Reach, Walk, WalkResult } from './graph/store.ts';
export type { CypherToken } from './neptune/cypher-tokens.ts';
export type { BoltDriver, BoltSession, BoltToken, OpenDriver } from './neptune/driver.ts';
export { type CompiledCypher, neptuneFilter } from './neptune/filter.ts';
export {
  type CypherProblem,
  type CypherRule,
  lintOpenCypher,
  OPEN_CYPHER_RULES,
} from './neptune/lint-open-cypher.ts';
export { NeptuneGraph, type NeptuneGraphOptions } from './neptune/neptune-graph.ts';
export { NeptuneGraphRetriever, type NeptuneGraphRetrieverInput } from './neptune/retriever.ts';
export type { AwsCredentials, NeptuneIam } from './neptune/tokens.ts';
export type { ContextualConfig } from './retrieval/run-retrieval.ts';
