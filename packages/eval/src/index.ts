export { atLeast, type EvalResult, type EvalSlice, type GateResult, type Metrics } from './eval-result.ts';
export { readRecords } from './read-records.ts';
export { isRightAnswer, type NumericGold } from './scorers/numeric-answer.ts';
export { meanMetrics, type Ranking, scoreRanking } from './scorers/ranking.ts';
export { readSeenRecords, type SeenCandidate, type SeenRecords, seenShare } from './seen.ts';
