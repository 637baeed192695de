export { IndexMismatchError, IndexUnreadableError, IndexWriteError } from './lancedb/errors.ts';
export { lanceFilter } from './lancedb/filter.ts';
export { LanceIndex, type LanceIndexOptions } from './lancedb/passage-index.ts';
export { type ContextualConfig, LanceRetriever, type LanceRetrieverInput } from './lancedb/retriever.ts';
export type { TableHit, TableSearch, TableSearchOptions } from './lancedb/search.ts';
export type { IndexStats } from './lancedb/stats.ts';
export { DEFAULT_WEIGHTS, type ScoreWeights } from './rerank/score-passages.ts';
