export { type ConvexOptions, convexFusion } from './fusion/convex-fusion.ts';
export { type DistributionOptions, distributionFusion } from './fusion/distribution-fusion.ts';
export { type FusionChoice, fuseLists } from './fusion/fuse-lists.ts';
export type { FusedHit, HitParts, ListWeights, RankedHit, RankedLists } from './fusion/fused-hit.ts';
export { type ReciprocalRankOptions, reciprocalRankFusion } from './fusion/reciprocal-rank-fusion.ts';
export { FeatureReranker, type FeatureRerankerInput } from './rerank/feature-reranker.ts';
export { RERANK_FEATURES, type RerankFeature } from './rerank/rerank-features.ts';
