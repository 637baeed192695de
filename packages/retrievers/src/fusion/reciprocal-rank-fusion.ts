import { InvalidInputError } from '@plumbline/core';
import { type FusedHit, type ListWeights, type RankedLists, sumParts, weightOf } from './fused-hit.ts';

export interface ReciprocalRankOptions {
  /** Damps the first ranks; from 0 upward. Default 60, as in the paper. */
  k?: number;
  /** Weight of each list by name. Default 1. */
  weights?: ListWeights;
}

/**
 * Fuses ranked lists by id: the score of a hit is the sum over lists of `weight / (k + rank)` (G. Cormack, C. Clarke,
 * S. Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods", SIGIR 2009; the
 * weights are the usual extension, and 1 in the paper). Only ranks count, so lists of any scale can be fused. A list may
 * be missing or empty.
 *
 * @throws InvalidInputError for a score that is no finite number, and for a negative weight or `k`
 */
export function reciprocalRankFusion(lists: RankedLists, options: ReciprocalRankOptions = {}): FusedHit[] {
  const { k = 60, weights = {} } = options;
  if (!(k >= 0)) throw new InvalidInputError(`k of reciprocal rank fusion is ${k}; it must be a number from 0 upward.`);
  return sumParts(lists, (name, part) => (part === undefined ? 0 : weightOf(weights, name) / (k + part.rank)));
}
