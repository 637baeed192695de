import type { Metrics } from '../eval-result.ts';

/** What a retriever returned for one question, best first, and what would have been right. */
export interface Ranking {
  readonly returned: readonly string[];
  readonly relevant: readonly string[];
}

/**
 * Figures of one ranking: `hit@1`, `hit@10` (a relevant one among the first), `recall@10` (share of the relevant ones
 * among the first ten), `mrr@10` (one over the rank of the first relevant one) and `ndcg@10` with binary gains.
 *
 * Sources: Manning, Raghavan and Schütze, Introduction to Information Retrieval, chapter 8; Järvelin and Kekäläinen,
 * ACM TOIS 20(4), 2002, for nDCG.
 */
export function scoreRanking({ returned, relevant }: Ranking): Metrics {
  const wanted = new Set(relevant);
  const hits = returned.slice(0, 10).map((id) => wanted.has(id));
  const first = hits.indexOf(true);
  const gain = hits.reduce((sum, hit, rank) => sum + (hit ? discount(rank) : 0), 0);
  const ideal = Array.from({ length: Math.min(wanted.size, 10) }, (_, rank) => discount(rank));
  const idealGain = ideal.reduce((sum, value) => sum + value, 0);
  return {
    'hit@1': hits[0] === true ? 1 : 0,
    'hit@10': first === -1 ? 0 : 1,
    'recall@10': hits.filter(Boolean).length / wanted.size,
    'mrr@10': first === -1 ? 0 : 1 / (first + 1),
    'ndcg@10': gain / idealGain,
  };
}

function discount(rank: number): number {
  return 1 / Math.log2(rank + 2);
}

/** The mean of each figure over records that all have it. */
export function meanMetrics(records: readonly Metrics[]): Metrics {
  const names = Object.keys(records[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [
      name,
      records.reduce((sum, record) => sum + (record[name] ?? Number.NaN), 0) / records.length,
    ]),
  );
}
