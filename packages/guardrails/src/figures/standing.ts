import {
  type Candidate,
  candidateOf,
  DERIVATION_FEATURES,
  type DerivationScorer,
  enumerateDerivations,
  NARROW,
  type Problem,
  type Reach,
  type StatedNumber,
  type Statement,
  statementOf,
  WIDE,
} from '@plumbline/core/derivations';
import { createNumberSieve } from './number-sieve.ts';

/** A derivation that yields a stated number. */
export interface Match {
  readonly candidate: Candidate;
  readonly statement: Statement;
  readonly score: number;
  /** Its features as the ranker reads them. */
  readonly features: Float64Array;
}

export interface Likely {
  readonly candidate: Candidate;
  readonly score: number;
  /** Its part in the softmax, before it is divided by their sum. */
  readonly weight: number;
}

/** A question over its sources with the numbers that answer it likely: what a stated figure is measured against. */
export interface Standing {
  readonly problem: Problem;
  readonly scorer: DerivationScorer;
  /** Best first; found when first asked for, since a figure that nothing yields competes with none. */
  likely(): readonly Likely[];
}

/** More derivations than this of one number say nothing more about it. */
const MOST_MATCHES = 48;

/** Fewer rivals, for what a sentence asks: it names its row, so that others hardly compete. */
export const BRIEF: Reach = { ...NARROW, lookups: 3, rows: 2, textLookups: 2, texts: 2, cells: 3 };

/** `reach` is how far rivals are looked for. Default: as far as the model was trained on. */
export function readStanding(problem: Problem, scorer: DerivationScorer, reach: Reach = NARROW): Standing {
  let known: readonly Likely[] | undefined;
  return {
    problem,
    scorer,
    likely: () => {
      known ??= findLikely(problem, scorer, reach);
      return known;
    },
  };
}

function findLikely(problem: Problem, scorer: DerivationScorer, reach: Reach): Likely[] {
  const likely: Likely[] = [];
  enumerateDerivations(problem, reach, (operation, value, shape, a, b, rest) => {
    const candidate = candidateOf(operation, value, shape, a, b, rest);
    const score = scorer.score(candidate);
    likely.push({ candidate, score, weight: Math.exp(score) });
  });
  return likely.sort((left, right) => right.score - left.score);
}

/** What each of several stated numbers may be derived from, best first; one walk over all derivations. */
export function findMatches({ problem, scorer }: Standing, stated: readonly StatedNumber[]): Match[][] {
  const found: { candidate: Candidate; statement: Statement }[][] = stated.map(() => []);
  const { statedScale } = problem.grounds;
  const measures = problem.operands.map(({ kind, measure }) => {
    const silent = kind === 'cell' && measure.scale === undefined && statedScale !== undefined;
    return silent ? { ...measure, scale: statedScale } : measure;
  });
  const mayMeet = createNumberSieve(stated);
  enumerateDerivations(problem, WIDE, (operation, value, shape, a, b, rest) => {
    if (!mayMeet(value)) return;
    for (let index = 0; index < stated.length; index++) {
      const number = stated[index];
      const own = found[index];
      if (number === undefined || own === undefined || own.length >= MOST_MATCHES) continue;
      const statement = statementOf(number, operation, value, measures[a]);
      if (statement !== undefined) own.push({ candidate: candidateOf(operation, value, shape, a, b, rest), statement });
    }
  });
  return found.map((own) =>
    own
      .map(({ candidate, statement }) => {
        const features = new Float64Array(DERIVATION_FEATURES.length);
        return { candidate, statement, score: scorer.score(candidate, features), features };
      })
      .sort((left, right) => right.score - left.score),
  );
}
