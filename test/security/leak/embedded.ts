import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BaseRetriever } from '@langchain/core/retrievers';
import type { Passage } from '@plumbline/core';
import { FeatureReranker } from '@plumbline/retrievers';
import { CachedRetriever, createLruRetrievalCache, type RetrievalCache } from '@plumbline/retrievers/cache';
import { HashedNgramEmbeddings } from '@plumbline/retrievers/embeddings';
import { LanceIndex, LanceRetriever } from '@plumbline/retrievers/lancedb';
import { TieredRetriever } from '@plumbline/retrievers/tiered';
import { type LeakAdapter, labelsByDocument, type OpenAdapter, QUESTION } from './adapter.ts';

/** The worst retriever: it gives everybody everything, and the same objects each time. */
class CarelessRetriever extends BaseRetriever {
  override lc_namespace = ['test'];
  readonly #passages: readonly Passage[];

  constructor(passages: readonly Passage[]) {
    super();
    this.#passages = passages;
  }

  override async _getRelevantDocuments(): Promise<Passage[]> {
    return [...this.#passages];
  }
}

export const openLance: OpenAdapter = async (passages) => {
  const home = await mkdtemp(join(tmpdir(), 'plumbline-leak-'));
  const index = await LanceIndex.open({ directory: join(home, 'index'), embeddings: new HashedNgramEmbeddings() });
  await index.addPassages(passages);
  await index.optimise();
  return {
    retriever: new LanceRetriever({ index, k: 50 }),
    question: QUESTION,
    labelsOf: labelsByDocument(passages),
    async close() {
      await index.close();
      await rm(home, { recursive: true, force: true });
    },
  };
};

export const openCareless: OpenAdapter = async (passages) => ({
  retriever: new CarelessRetriever(passages),
  question: QUESTION,
  labelsOf: labelsByDocument(passages),
  close: async () => {},
});

/** An adapter beside one that gives everything, fused and reranked. */
export function tiered(open: OpenAdapter): OpenAdapter {
  return async (passages) => {
    const inner = await open(passages);
    const tiers = [
      { name: 'inner', retriever: inner.retriever, deadlineMs: 60_000 },
      { name: 'careless', retriever: new CarelessRetriever(passages), deadlineMs: 60_000 },
    ];
    const reranker = new FeatureReranker({ k: 50 });
    return { ...inner, retriever: new TieredRetriever({ tiers, k: 50, reranker, rerankDeadlineMs: 60_000 }) };
  };
}

/** An adapter behind a cache that all principals share. */
export function cached(
  open: OpenAdapter,
  cacheOf: () => Promise<RetrievalCache> = async () => createLruRetrievalCache(),
): OpenAdapter {
  return async (passages): Promise<LeakAdapter> => {
    const inner = await open(passages);
    const cache = await cacheOf();
    const index = { name: 'leak', version: '1' };
    const retriever = new CachedRetriever({
      retriever: inner.retriever,
      cache,
      index,
      version: '1',
      cacheTimeoutMs: 5000,
    });
    return { ...inner, retriever };
  };
}
