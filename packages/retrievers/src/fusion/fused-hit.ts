import { InvalidInputError } from '@plumbline/core';

/** One hit of a ranked list; lists are ordered best first. */
export interface RankedHit {
  readonly id: string;
  /** Higher is better; only compared within its own list. */
  readonly score: number;
}

/** Ranked lists by the name of what made them: `bm25`, `vector`, … */
export type RankedLists = Readonly<Record<string, readonly RankedHit[]>>;

/** Weights of lists by name. A list that is not named weighs 1. */
export type ListWeights = Readonly<Record<string, number>>;

/** For each list that has a hit: its score there and its rank, from 1. */
export type HitParts = Readonly<Record<string, { readonly score: number; readonly rank: number }>>;

/** A hit after fusion. */
export interface FusedHit {
  readonly id: string;
  readonly score: number;
  /** For each list that has the hit: its score there and its rank, from 1. */
  readonly parts: HitParts;
}

/**
 * Joins lists by id; of an id that a list holds twice the better place counts.
 *
 * @throws InvalidInputError for a score that is no finite number: it has no place in an order
 */
function joinById(lists: RankedLists): Map<string, HitParts> {
  const joined = new Map<string, Record<string, { score: number; rank: number }>>();
  for (const [name, hits] of Object.entries(lists)) {
    let rank = 0;
    for (const { id, score } of hits) {
      if (!Number.isFinite(score)) {
        throw new InvalidInputError(
          `The list "${name}" gives ${JSON.stringify(id)} the score ${score}. Only finite scores can be fused; leave the hit out.`,
        );
      }
      const parts = joined.get(id) ?? {};
      joined.set(id, parts);
      if (parts[name] !== undefined) continue;
      rank += 1;
      parts[name] = { score, rank };
    }
  }
  return joined;
}

/**
 * The fused list: for each id the sum over lists of `share(list, part)`, best first. Lists are added in order of their
 * names, because sums of floating-point numbers depend on their order, and a result must not depend on which list came
 * first.
 */
export function sumParts(
  lists: RankedLists,
  share: (name: string, part: HitParts[string] | undefined) => number,
): FusedHit[] {
  const names = Object.keys(lists).sort();
  return [...joinById(lists)]
    .map(([id, parts]) => ({ id, score: names.reduce((sum, name) => sum + share(name, parts[name]), 0), parts }))
    .sort(byScore);
}

/** @throws InvalidInputError for a weight below 0 or none at all */
export function weightOf(weights: ListWeights, name: string): number {
  const weight = weights[name] ?? 1;
  if (Number.isFinite(weight) && weight >= 0) return weight;
  throw new InvalidInputError(`The weight of the list "${name}" is ${weight}; it must be a number from 0 upward.`);
}

/** The weights of lists scaled to the sum 1; all 0 when they are all 0. */
export function scaledWeights(lists: RankedLists, weights: ListWeights): ListWeights {
  const names = Object.keys(lists).sort();
  const total = names.reduce((sum, name) => sum + weightOf(weights, name), 0);
  return Object.fromEntries(names.map((name) => [name, total === 0 ? 0 : weightOf(weights, name) / total]));
}

/** Best first; equal scores in order of id, so that a result does not depend on which list came first. */
function byScore(left: { score: number; id: string }, right: { score: number; id: string }): number {
  return right.score - left.score || (left.id < right.id ? -1 : 1);
}
