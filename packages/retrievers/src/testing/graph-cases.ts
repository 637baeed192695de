import type { ConformanceCase } from '@plumbline/core/testing';
import { accessCases } from './graph/access-cases.ts';
import { boundCases } from './graph/bound-cases.ts';
import type { GraphFixture } from './graph/fixture.ts';
import { reasonCases } from './graph/reason-cases.ts';
import { templateCases } from './graph/template-cases.ts';

/**
 * The rules of `GraphRetriever`, for every store of a graph. A case may load several times; what is loaded is added, and an
 * element replaces the one of its id.
 */
export const graphCases: readonly ConformanceCase<GraphFixture>[] = [
  ...templateCases,
  ...reasonCases,
  ...boundCases,
  ...accessCases,
];
