export { type ConvexOptions, convexFusion } from './fusion/convex-fusion.ts';
export { type DistributionOptions, distributionFusion } from './fusion/distribution-fusion.ts';
export { type FusionChoice, fuseLists } from './fusion/fuse-lists.ts';
export type { FusedHit, HitParts, ListWeights, RankedHit, RankedLists } from './fusion/fused-hit.ts';
export { type ReciprocalRankOptions, reciprocalRankFusion } from './fusion/reciprocal-rank-fusion.ts';
export { FeatureReranker, type FeatureRerankerInput } from './rerank/feature-reranker.ts';
export {
  isReportingReranker,
  type ReportingReranker,
  type Reranked,
  type RerankOptions,
} from './rerank/model-rerank.ts';
export {
  MEASURED_FEATURES,
  type MeasuredFeature,
  RERANK_FEATURES,
  type RerankFeature,
} from './rerank/rerank-features.ts';
export type { FieldType, FieldTypes } from './self-query/field-types.ts';
export { FilterTranslator, type FilterTranslatorInput } from './self-query/filter-translator.ts';
