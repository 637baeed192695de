export { atLeast, type EvalResult, type EvalSlice, type GateResult, type Metrics } from './eval-result.ts';
export { readSeenRecords, type SeenCandidate, type SeenRecords, seenShare } from './seen.ts';
