export type { RetrievalCacheFixture } from './testing/cache/fixture.ts';
export { MemoryPassageIndex, type PassageIndexCall } from './testing/memory-passage-index.ts';
export { retrievalCacheCases } from './testing/retrieval-cache-cases.ts';
