import type { ConformanceCase } from '@plumbline/core/testing';
import { clearCases } from './cache/clear-cases.ts';
import { entryCases } from './cache/entry-cases.ts';
import type { RetrievalCacheFixture } from './cache/fixture.ts';
import { poisonCases } from './cache/poison-cases.ts';
import { sizeCases } from './cache/size-cases.ts';

/** The rules of `RetrievalCache`, for every implementation. */
export const retrievalCacheCases: readonly ConformanceCase<RetrievalCacheFixture>[] = [
  ...entryCases,
  ...poisonCases,
  ...clearCases,
  ...sizeCases,
];
