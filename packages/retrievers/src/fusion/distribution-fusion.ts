import { type FusedHit, type ListWeights, type RankedLists, sumParts, weightOf } from './fused-hit.ts';
import { threeSigma } from './normalise.ts';

export interface DistributionOptions {
  /** Weight of each list by name. Default 1. */
  weights?: ListWeights;
}

/**
 * Distribution-based score fusion: the scores of each list are scaled so that the mean less three standard deviations is
 * 0 and the mean plus three is 1, and added by id (M. Mazzeschi, "Distribution-Based Score Fusion (DBSF), a new approach
 * to Vector Search Ranking", 2023). As in Qdrant, the deviation is a sample's, equal scores are 0.5 and a hit that a list
 * lacks adds nothing; beyond it, a hit below the three deviations counts 0, so that being found never harms. One outlier
 * moves the others less than with min-max.
 *
 * @throws InvalidInputError for a score that is no finite number, and for a negative weight
 */
export function distributionFusion(lists: RankedLists, { weights = {} }: DistributionOptions = {}): FusedHit[] {
  const normalisers = Object.fromEntries(Object.entries(lists).map(([name, hits]) => [name, threeSigma(hits)]));
  return sumParts(lists, (name, part) =>
    part === undefined ? 0 : weightOf(weights, name) * (normalisers[name]?.of(part.score) ?? 0),
  );
}
