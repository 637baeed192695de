import { type Finding, type Passage, PlumblineError } from '@plumbline/core';

/** Under what a retrieval is kept: see `retrievalCacheKey`. */
export interface RetrievalCacheKey {
  /** The name of the index, so that all of its entries can be cleared. Letters, digits, `_`, `-` and `.`. */
  readonly index: string;
  /** SHA-256 in lower-case hex of everything the result depends on. */
  readonly hash: string;
}

/** What a cache keeps of a retrieval. */
export interface CachedRetrieval {
  readonly documents: readonly Passage[];
  readonly findings: readonly Finding[];
  /** Epoch milliseconds. */
  readonly storedAt: number;
  /** Epoch milliseconds; from then on the entry is as if it were not there. */
  readonly expiresAt: number;
}

/**
 * Keeps what retrievals found. An entry that cannot be read (of an older release, damaged, or written by somebody else)
 * is no entry. Every implementation passes `retrievalCacheCases` of `@plumbline/retrievers/testing`.
 */
export interface RetrievalCache {
  get(key: RetrievalCacheKey): Promise<CachedRetrieval | undefined>;
  /** May keep nothing, e.g. an entry that is too large. */
  set(key: RetrievalCacheKey, retrieval: CachedRetrieval): Promise<void>;
  /** Forgets every entry of an index. */
  clear(index: string): Promise<void>;
}

/** The cache cannot be reached or read. A `CachedRetriever` goes on without it. */
export class RetrievalCacheError extends PlumblineError {
  constructor(what: string, cause?: unknown) {
    super(
      'RETRIEVAL_CACHE',
      `The retrieval cache ${what}. Questions go to the index meanwhile; see to the server of the cache.`,
      { retryable: true, cause },
    );
  }
}
