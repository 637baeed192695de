import type { ConformanceCase } from '@plumbline/core/testing';
import { accessCases } from './retriever/access-cases.ts';
import { callCases } from './retriever/call-cases.ts';
import type { RetrieverFixture } from './retriever/fixture.ts';
import { resultCases } from './retriever/result-cases.ts';

/** The rules of a retriever of passages, for every adapter. */
export const retrieverCases: readonly ConformanceCase<RetrieverFixture>[] = [
  ...resultCases,
  ...accessCases,
  ...callCases,
];
