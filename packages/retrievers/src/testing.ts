export type { RetrievalCacheFixture } from './testing/cache/fixture.ts';
export { testEdge, testNode } from './testing/graph/elements.ts';
export type { GraphFixture } from './testing/graph/fixture.ts';
export { graphCases } from './testing/graph-cases.ts';
export { MemoryPassageIndex, type PassageIndexCall } from './testing/memory-passage-index.ts';
export { retrievalCacheCases } from './testing/retrieval-cache-cases.ts';
