import { InvalidInputError } from '@plumbline/core';
import { type FusionChoice, fuseLists } from '../fuse-lists.ts';
import type { RankedLists } from '../fused-hit.ts';
import { bootstrapMean, type Estimate, meanOf } from './bootstrap.ts';
import { documentGroups, foldOfGroups } from './document-folds.ts';
import { DEFAULT_FUSION, fusionGrid } from './fusion-grid.ts';
import { ndcg } from './ndcg.ts';
import { seededRandom } from './seeded-random.ts';

/** A question whose answers are known, with what each tier found for it. */
export interface LabelledQuery {
  /** By tier, best first: the `hits` of a tier's report. */
  readonly lists: RankedLists;
  /** Ids of the passages that answer. At least one. */
  readonly relevant: readonly string[];
  /** The documents of those passages. Queries that share one are never on both sides of a fold. */
  readonly docIds: readonly string[];
}

export interface TuneFusionOptions {
  /** Default 5. */
  readonly folds?: number;
  /** Default 10: nDCG@10. */
  readonly cutoff?: number;
  /** What to choose from; the first is kept unless another is surely better. Default: {@link fusionGrid} of the lists. */
  readonly candidates?: readonly FusionChoice[];
  /** Resamples of the bootstrap. Default 2,000. */
  readonly resamples?: number;
  /** Of folds and bootstrap. Default 1. */
  readonly seed?: number;
}

/** A choice and what it is worth. */
export interface TunedFusion {
  /** What to fuse by: the best over all queries, or the first candidate when that is not surely better. */
  readonly choice: FusionChoice;
  /** Whether tuning is worth it: the interval of `gain` lies above 0. */
  readonly tuned: boolean;
  /** nDCG of queries under the choice that was best for the others. The figure to report. */
  readonly outOfFold: Estimate;
  /** nDCG of the first candidate. */
  readonly baseline: Estimate;
  /** `outOfFold` less `baseline`, by query. */
  readonly gain: Estimate;
  /** nDCG of the best choice on the queries it was chosen by: too good, by its difference from `outOfFold`. */
  readonly inSample: number;
  /** What each fold would have chosen without its own queries: how firm the choice is. */
  readonly folds: readonly { readonly choice: FusionChoice; readonly queries: number; readonly ndcg: number }[];
  readonly queries: number;
  /** Groups of queries that share documents. */
  readonly groups: number;
}

/**
 * Chooses method, weights and k of a fusion by nDCG on labelled queries, and says what the choice is worth on queries it
 * has not seen: for each fold the best choice for the others is measured on it. Folds keep documents whole. A choice
 * that is not better than the first candidate with 95 % confidence is not taken: `tuned` is false then, and `choice`
 * the first candidate.
 *
 * @throws InvalidInputError for fewer groups of documents than folds, and for a query without an answer
 *
 * @example
 * const { choice, tuned, outOfFold, gain } = tuneFusion(labelled);
 * const retriever = new TieredRetriever({ tiers, fusion: choice });
 */
export function tuneFusion(queries: readonly LabelledQuery[], options: TuneFusionOptions = {}): TunedFusion {
  const { folds = 5, cutoff = 10, resamples = 2000, seed = 1 } = options;
  const candidates = options.candidates ?? fusionGrid(namesOf(queries));
  const random = seededRandom(seed);
  const groups = documentGroups(queries.map(({ docIds }) => docIds));
  const groupCount = new Set(groups).size;
  check(queries, { folds, groupCount });

  const scores = candidates.map((choice) => scoresOf(queries, choice, cutoff));
  const foldOf = foldOfGroups(groups, folds, random);
  const heldOut = Array.from({ length: folds }, (_, fold) => {
    const isHeld = (query: number) => foldOf[groups[query] ?? 0] === fold;
    return { isHeld, best: bestOf(scores, (query) => !isHeld(query)) };
  });
  const outOfFold = queries.map((_, query) => {
    const best = heldOut.find(({ isHeld }) => isHeld(query))?.best ?? 0;
    return scores[best]?.[query] ?? 0;
  });
  const first = scores[0] ?? [];
  const estimate = (values: readonly number[]) => bootstrapMean(values, groups, { resamples, random });
  const gain = estimate(outOfFold.map((value, query) => value - (first[query] ?? 0)));
  const best = bestOf(scores, () => true);
  const tuned = best !== 0 && gain.low > 0;
  return {
    choice: candidates[tuned ? best : 0] ?? DEFAULT_FUSION,
    tuned,
    outOfFold: estimate(outOfFold),
    baseline: estimate(first),
    gain,
    inSample: meanOf(scores[best] ?? []),
    folds: heldOut.map(({ isHeld, best }) => {
      const own = outOfFold.filter((_, query) => isHeld(query));
      return { choice: candidates[best] ?? DEFAULT_FUSION, queries: own.length, ndcg: meanOf(own) };
    }),
    queries: queries.length,
    groups: groupCount,
  };
}

function namesOf(queries: readonly LabelledQuery[]): string[] {
  return [...new Set(queries.flatMap(({ lists }) => Object.keys(lists)))];
}

function check(queries: readonly LabelledQuery[], { folds, groupCount }: { folds: number; groupCount: number }): void {
  if (!(Number.isInteger(folds) && folds >= 2)) throw new InvalidInputError(`folds is ${folds}; it must be 2 or more.`);
  const unanswered = queries.findIndex(({ relevant }) => relevant.length === 0);
  if (unanswered >= 0) {
    throw new InvalidInputError(`Query ${unanswered} has no relevant passage; leave it out, it tells nothing.`);
  }
  if (groupCount < folds) {
    throw new InvalidInputError(
      `${queries.length} queries over ${groupCount} groups of documents cannot be cut into ${folds} folds; label questions over more documents.`,
    );
  }
}

function scoresOf(queries: readonly LabelledQuery[], choice: FusionChoice, cutoff: number): number[] {
  return queries.map(({ lists, relevant }) => {
    const fused = fuseLists(lists, choice);
    const ids = fused.map(({ id }) => id);
    return ndcg(ids, new Set(relevant), cutoff);
  });
}

/** The candidate with the highest mean over some queries; of equal ones the earlier. */
function bestOf(scores: readonly (readonly number[])[], counts: (query: number) => boolean): number {
  let [best, highest] = [0, Number.NEGATIVE_INFINITY];
  for (const [candidate, values] of scores.entries()) {
    const mean = meanOf(values.filter((_, query) => counts(query)));
    if (mean > highest + 1e-12) [best, highest] = [candidate, mean];
  }
  return best;
}
