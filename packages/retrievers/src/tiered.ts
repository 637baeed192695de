export type { FusionChoice } from './fusion/fuse-lists.ts';
export type { Estimate } from './fusion/tuning/bootstrap.ts';
export { fusionGrid } from './fusion/tuning/fusion-grid.ts';
export {
  type LabelledQuery,
  type TunedFusion,
  type TuneFusionOptions,
  tuneFusion,
} from './fusion/tuning/tune-fusion.ts';
export type { ContextualConfig } from './retrieval/run-retrieval.ts';
export { DOC_TYPE_FAMILIES, type DocTypeFamily } from './tiered/doc-type-families.ts';
export {
  type PlanTiers,
  planTiers,
  type TierDecision,
  type TierHoldings,
  type TierPlan,
  type TierPlanInput,
} from './tiered/plan-tiers.ts';
export type { Tier, TieredRetrieval, TierReport, TierStatus } from './tiered/tier.ts';
export type { BreakerOptions } from './tiered/tier-breaker.ts';
export { TieredRetriever, type TieredRetrieverInput } from './tiered/tiered-retriever.ts';
export { type TierFailure, TiersFailedError } from './tiered/tiers-failed-error.ts';
