import type { Filter } from '@plumbline/core';
import { FeatureReranker } from '@plumbline/retrievers';
import { type LanceIndex, LanceRetriever } from '@plumbline/retrievers/lancedb';

/** How many passages the reranker gets to see. */
const CANDIDATES = 100;
/** Twice what an answer is drafted from: the next ones take the place of passages that a validator flags. */
const KEPT = 20;

export interface EmbeddedRetrievalOptions {
  readonly index: LanceIndex;
  /** A condition on metadata, beside the access of the caller. */
  readonly filter?: Filter;
}

/** The two steps by which the embedded profile finds passages: a hundred candidates, then the best of them in order. */
export interface EmbeddedRetrieval {
  readonly retriever: LanceRetriever;
  readonly reranker: FeatureReranker;
}

/** What the agent searches with, and what the suite `retrieval` measures. */
export function embeddedRetrieval({ index, filter }: EmbeddedRetrievalOptions): EmbeddedRetrieval {
  return {
    retriever: new LanceRetriever({ index, k: CANDIDATES, ...(filter === undefined ? {} : { filter }) }),
    reranker: new FeatureReranker({ k: KEPT }),
  };
}
