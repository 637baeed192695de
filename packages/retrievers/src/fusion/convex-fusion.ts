import { type FusedHit, type ListWeights, type RankedLists, scaledWeights, sumParts } from './fused-hit.ts';
import { minMax, zScore } from './normalise.ts';

export interface ConvexOptions {
  /** Weight of each list by name; they are scaled to sum 1 over the lists given. Default: equal. */
  weights?: ListWeights;
  /** How scores are made comparable. Default `min-max`. */
  normalisation?: 'min-max' | 'z-score';
  /** The score that counts 0, by list, where it is known (0 for BM25); for min-max. Default: the lowest score of the list. */
  minimum?: Readonly<Record<string, number>>;
}

/**
 * Fuses ranked lists by id: scores of each list are normalised and summed by weight (S. Bruch, S. Gai, A. Ingber, "An
 * Analysis of Fusion Functions for Hybrid Retrieval", ACM TOIS 2023, which compares these normalisations).
 * - `min-max`: to 0…1, from the theoretical minimum where one is given; a hit that a list lacks counts 0 there. Fused
 *   scores lie between 0 and 1.
 * - `z-score`: in standard deviations from the mean of the list; a hit that a list lacks counts like its lowest (our
 *   choice: the paper scores every document by every list). Fused scores have either sign.
 *
 * @throws InvalidInputError for a score that is no finite number, and for a negative weight
 */
export function convexFusion(lists: RankedLists, options: ConvexOptions = {}): FusedHit[] {
  const weights = scaledWeights(lists, options.weights ?? {});
  const normalise = options.normalisation === 'z-score' ? zScore : minMax;
  const normalisers = Object.fromEntries(
    Object.entries(lists).map(([name, hits]) => [name, normalise(hits, options.minimum?.[name])]),
  );
  return sumParts(lists, (name, part) => {
    const normal = normalisers[name];
    if (normal === undefined) return 0;
    return (weights[name] ?? 0) * (part === undefined ? normal.missing : normal.of(part.score));
  });
}
