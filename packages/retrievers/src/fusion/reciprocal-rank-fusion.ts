import { byScore, type FusedHit, joinById, type RankedLists } from './fused-hit.ts';

export interface ReciprocalRankOptions {
  /** Damps the first ranks. Default 60, as in the paper. */
  k?: number;
  /** Weight of each list by name. Default 1. */
  weights?: Readonly<Record<string, number>>;
}

/**
 * Fuses ranked lists by id: the score of a hit is the sum over lists of `weight / (k + rank)` (G. Cormack, C. Clarke,
 * S. Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods", SIGIR 2009). Only
 * ranks count, so lists of any scale can be fused. A list may be missing or empty.
 */
export function reciprocalRankFusion(lists: RankedLists, options: ReciprocalRankOptions = {}): FusedHit[] {
  const { k = 60, weights = {} } = options;
  return [...joinById(lists)]
    .map(([id, parts]) => {
      let score = 0;
      for (const [name, { rank }] of Object.entries(parts)) score += (weights[name] ?? 1) / (k + rank);
      return { id, score, parts };
    })
    .sort(byScore);
}
