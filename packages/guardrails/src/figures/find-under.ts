import type { StatedNumber } from '@plumbline/core/derivations';
import type { BoostedTrees } from './boosted-trees.ts';
import { type Contradiction, contradicts } from './contradiction.ts';
import { goesAsSaid } from './direction.ts';
import { excludedBy } from './exclusion.ts';
import { figureFeatures } from './figure-features.ts';
import { isSpelledOut } from './spelled-out.ts';
import { findMatches, type Match, type Standing } from './standing.ts';
import type { Statement } from './statement.ts';

/** A figure under one ask. */
export interface Finding {
  readonly standing: Standing;
  /** All derivations of its number, and of the number with the other sign. */
  readonly matches: readonly Match[];
  readonly opposite: readonly Match[];
  /** The derivation it counts as; missing when nothing that is not excluded yields the number. */
  readonly best: Match | undefined;
  /** Whether that yields the number with the other sign. */
  readonly turned: boolean;
  readonly probability: number;
  /** Set where the sentence says that its figure is about something else. */
  readonly contradiction?: Contradiction;
}

/**
 * A derivation so much less likely than "none" (as a difference of scores) was never right enough to pass out of fold: no
 * need to weigh it against others.
 */
const HOPELESS = 4.5;

/** What a sentence says of its figure that a derivation is not: another period or row than it names, or another direction. */
export function contradictionOf(
  one: Statement,
  { problem }: Standing,
  { candidate }: Match,
): Contradiction | undefined {
  return goesAsSaid(problem, one, candidate) ? contradicts(one.own, problem, candidate) : 'direction';
}

/** What the model says of figures as answers to one ask. */
export function findUnder(
  trees: BoostedTrees,
  standing: Standing,
  figures: readonly Statement[],
): [Statement, Finding][] {
  const numbers = figures.flatMap(({ stated, opposite }) => [stated, opposite]);
  const matches = findMatches(standing, numbers);
  const judged = (stated: StatedNumber, of: readonly Match[]): number => {
    if ((of[0]?.score ?? Number.NEGATIVE_INFINITY) < standing.scorer.none - HOPELESS) return 0;
    const features = figureFeatures(standing, stated, of);
    return features === undefined ? 0 : trees.probability(features);
  };
  return figures.map((one, index) => {
    const all = { standing, matches: matches[2 * index] ?? [], opposite: matches[2 * index + 1] ?? [] };
    const eligible = (stated: StatedNumber, of: readonly Match[]): Match[] =>
      of.filter((match) => excludedBy(standing, stated, match) === undefined);
    const own = eligible(one.stated, all.matches);
    const turned = one.countsDown ? eligible(one.opposite, all.opposite) : [];
    const spelled = [...own, ...turned].find((match) => isSpelledOut(standing, one, match));
    if (spelled !== undefined)
      return [one, { ...all, best: spelled, turned: turned.includes(spelled), probability: 1 }];
    const [only] = own;
    // Nothing that the model could say would count, see `contradictionOf`.
    if (turned.length === 0 && only !== undefined && contradictionOf(one, standing, only) !== undefined)
      return [one, { ...all, best: only, turned: false, probability: 0 }];
    const straight = judged(one.stated, own);
    const down = judged(one.opposite, turned);
    const best = down > straight ? turned[0] : own[0];
    return [one, { ...all, best, turned: down > straight, probability: Math.max(straight, down) }];
  });
}
