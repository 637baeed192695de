import { byScore, type FusedHit, joinById, type RankedHit, type RankedLists } from './fused-hit.ts';

export interface ConvexOptions {
  /** Weight of each list by name; they are scaled to sum 1 over the lists given. Default: equal. */
  weights?: Readonly<Record<string, number>>;
  /** The score that counts 0, by list, where it is known (0 for BM25). Default: the lowest score of the list. */
  minimum?: Readonly<Record<string, number>>;
}

/**
 * Fuses ranked lists by id: scores of each list are scaled to 0…1 (min-max, from
 * the theoretical minimum where one is given) and summed by weight; a hit that a list
 * lacks counts 0 there (S. Bruch, S. Gai, A. Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", ACM TOIS
 * 2023). Fused scores lie between 0 and 1.
 */
export function convexFusion(lists: RankedLists, options: ConvexOptions = {}): FusedHit[] {
  const names = Object.keys(lists);
  const total = names.reduce((sum, name) => sum + (options.weights?.[name] ?? 1), 0);
  const scale = Object.fromEntries(names.map((name) => [name, minMax(lists[name] ?? [], options.minimum?.[name])]));
  return [...joinById(lists)]
    .map(([id, parts]) => {
      let score = 0;
      for (const [name, part] of Object.entries(parts)) {
        score += total === 0 ? 0 : ((options.weights?.[name] ?? 1) / total) * (scale[name]?.(part.score) ?? 0);
      }
      return { id, score, parts };
    })
    .sort(byScore);
}

/** Scales to 0…1; where all scores are equal each is 1. */
function minMax(hits: readonly RankedHit[], minimum = Number.POSITIVE_INFINITY): (score: number) => number {
  let low = minimum;
  let high = Number.NEGATIVE_INFINITY;
  for (const { score } of hits) {
    low = Math.min(low, score);
    high = Math.max(high, score);
  }
  return (score) => (high > low ? Math.max(0, score - low) / (high - low) : 1);
}
