export {
  type IndexState,
  type RetrievalCacheKeyInput,
  retrievalCacheKey,
} from './cache/cache-key.ts';
export { CachedRetriever, type CachedRetrieverInput, type CachedRetrieverResult } from './cache/cached-retriever.ts';
export { createLruRetrievalCache, type LruRetrievalCacheOptions } from './cache/lru-retrieval-cache.ts';
export {
  type CachedRetrieval,
  type RetrievalCache,
  RetrievalCacheError,
  type RetrievalCacheKey,
} from './cache/retrieval-cache.ts';
export type { WarmUpItem, WarmUpReport } from './cache/warm-up.ts';
export type { ContextualConfig } from './retrieval/run-retrieval.ts';
