import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BaseRetriever } from '@langchain/core/retrievers';
import type { PassageMetadata } from '@plumbline/core';
import { describe, it } from 'vitest';
import { HashedNgramEmbeddings } from '../embeddings/hashed-ngram-embeddings.ts';
import { LanceIndex } from '../lancedb/passage-index.ts';
import { LanceRetriever } from '../lancedb/retriever.ts';
import type { RetrieverFixture, RetrieverInput } from '../testing/retriever/fixture.ts';
import { retrieverCases } from '../testing/retriever-cases.ts';
import { TieredRetriever } from '../tiered/tiered-retriever.ts';
import { CachedRetriever } from './cached-retriever.ts';
import { createLruRetrievalCache } from './lru-retrieval-cache.ts';

type Wrap = (inner: BaseRetriever<PassageMetadata>, input: RetrieverInput) => BaseRetriever<PassageMetadata>;

/** Both have runs of their parts within their own; and what every tier says no to is an error of the tiers together. */
const cases = retrieverCases.filter(({ name }) => !name.startsWith('callbacks hear of start'));
const casesOfTiers = cases.filter(({ name }) => !name.endsWith('one on an unknown field is refused'));

const tiered: Wrap = (retriever, { k }) =>
  new TieredRetriever({ tiers: [{ name: 'passages', retriever, deadlineMs: 30_000 }], k });
const cached: Wrap = (retriever, { k, filter }) =>
  new CachedRetriever({
    retriever,
    cache: createLruRetrievalCache(),
    index: { name: 'passages', version: '1' },
    version: `k=${k}`,
    ...(filter === undefined ? {} : { filter }),
  });

async function open(wrap: Wrap): Promise<RetrieverFixture> {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-conformance-'));
  const index = await LanceIndex.open({ directory, embeddings: new HashedNgramEmbeddings() });
  return {
    async fill(passages) {
      await index.addPassages(passages);
      await index.optimise();
    },
    retriever: (input) => wrap(new LanceRetriever({ index, ...input }), input),
    async dispose() {
      index.close();
      await rm(directory, { recursive: true });
    },
  };
}

describe('a TieredRetriever is a retriever', () => {
  it.each(casesOfTiers)('$name', ({ run }) => run(() => open(tiered)));
});

describe('a CachedRetriever is a retriever', () => {
  it.each(cases)('$name', ({ run }) => run(() => open(cached)));
});

describe('a CachedRetriever over a TieredRetriever is a retriever', () => {
  it.each(casesOfTiers)('$name', ({ run }) => run(() => open((inner, input) => cached(tiered(inner, input), input))));
});
