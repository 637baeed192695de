/** One hit of a ranked list; lists are ordered best first. */
export interface RankedHit {
  readonly id: string;
  /** Higher is better; only compared within its own list. */
  readonly score: number;
}

/** Ranked lists by the name of what made them: `bm25`, `vector`, … */
export type RankedLists = Readonly<Record<string, readonly RankedHit[]>>;

/** A hit after fusion. */
export interface FusedHit {
  readonly id: string;
  readonly score: number;
  /** For each list that has the hit: its score there and its rank, from 1. */
  readonly parts: Readonly<Record<string, { readonly score: number; readonly rank: number }>>;
}

/** Joins lists by id; of an id that a list holds twice the better place counts. */
export function joinById(
  lists: RankedLists,
): Map<string, Record<string, { readonly score: number; readonly rank: number }>> {
  const joined = new Map<string, Record<string, { score: number; rank: number }>>();
  for (const [name, hits] of Object.entries(lists)) {
    let rank = 0;
    for (const { id, score } of hits) {
      const parts = joined.get(id) ?? {};
      joined.set(id, parts);
      if (parts[name] !== undefined) continue;
      rank += 1;
      parts[name] = { score, rank };
    }
  }
  return joined;
}

/** Best first; equal scores in order of id, so that a result does not depend on which list came first. */
export function byScore(left: { score: number; id: string }, right: { score: number; id: string }): number {
  return right.score - left.score || (left.id < right.id ? -1 : 1);
}
