import { describe, it } from 'vitest';
import { filterCases } from '../testing/filter-cases.ts';
import { passageIndexCases } from '../testing/passage-index-cases.ts';
import { retrieverCases } from '../testing/retriever-cases.ts';
import { openStackIndex } from './fixtures/stack-index.ts';
import { OpenSearchRetriever } from './retriever.ts';

describe.each(passageIndexCases)('index: $name', ({ run }) => {
  it('holds', () => run(openStackIndex));
});

describe.each(filterCases)('filter: $name', ({ run }) => {
  it('holds', () => run(openStackIndex));
});

describe.each([
  ['fused here', {}],
  ['fused by the cluster', { fuseAt: 'server', fusion: { method: 'convex', weights: { bm25: 0.6, vector: 0.4 } } }],
  ['fused here by rank', { fusion: { method: 'rrf' } }],
  ['asked together', { batchSize: 10 }],
] as const)('retriever, %s:', (_, options) => {
  it.each(retrieverCases)('$name', ({ run }) =>
    run(async () => {
      // One shard: with words as rare in each as in all, a handful of passages is ranked as a million would be.
      const stack = await openStackIndex({ shards: 1 });
      return { ...stack, retriever: (input) => new OpenSearchRetriever({ index: stack.index, ...options, ...input }) };
    }),
  );
});
