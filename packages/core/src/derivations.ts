export { type Ask, readAsk } from './derivations/ask.ts';
export {
  type Candidate,
  candidateOf,
  isFraction,
  OPERATIONS,
  type Operation,
  SHAPES,
  type Shape,
  type Visit,
} from './derivations/candidate.ts';
export { type DescribeOptions, describeDerivation } from './derivations/describe.ts';
export { enumerateDerivations, NARROW, type Reach, WIDE } from './derivations/enumerate.ts';
export { createFeatureReader, DERIVATION_FEATURES, type ReadFeatures } from './derivations/features.ts';
export {
  type ColumnFacts,
  type Grounds,
  type Line,
  type Operand,
  readGrounds,
  type Source,
} from './derivations/grounds.ts';
export { measureOf } from './derivations/measure.ts';
export { countsAsOutflow, withSignsAsPrinted } from './derivations/outflow.ts';
export { type Problem, poseProblem, type Turn } from './derivations/problem.ts';
export {
  createDerivationRanker,
  type DerivationRanker,
  type DerivationRankerOptions,
  type DerivationScorer,
  type RankedDerivation,
  type RankedDerivations,
} from './derivations/rank.ts';
export type { Relevance } from './derivations/relevance.ts';
export {
  STATEMENTS,
  type StatedNumber,
  type Statement,
  statedNumber,
  statementOf,
} from './derivations/states-figure.ts';
