import {
  type Candidate,
  candidateOf,
  type DerivationScorer,
  enumerateDerivations,
  NARROW,
  type Problem,
  type StatedNumber,
  type Statement,
  statementOf,
  WIDE,
} from '@plumbline/core/derivations';

/** A derivation that yields a stated number. */
export interface Match {
  readonly candidate: Candidate;
  readonly statement: Statement;
  readonly score: number;
  /** Its features as the ranker reads them. */
  readonly features: Float64Array;
}

/** A question over its sources with the numbers that answer it likely: what a stated figure is measured against. */
export interface Standing {
  readonly problem: Problem;
  readonly scorer: DerivationScorer;
  readonly likely: readonly { readonly candidate: Candidate; readonly score: number }[];
}

/** More derivations than this of one number say nothing more about it. */
const MOST_MATCHES = 48;

export function readStanding(problem: Problem, scorer: DerivationScorer): Standing {
  const likely: { candidate: Candidate; score: number }[] = [];
  enumerateDerivations(problem, NARROW, (...found) => {
    const candidate = candidateOf(...found);
    likely.push({ candidate, score: scorer.score(candidate) });
  });
  return { problem, scorer, likely };
}

/** What each of several stated numbers may be derived from, best first; one walk over all derivations. */
export function findMatches({ problem, scorer }: Standing, stated: readonly StatedNumber[], width: number): Match[][] {
  const found: { candidate: Candidate; statement: Statement }[][] = stated.map(() => []);
  const { statedScale } = problem.grounds;
  const measures = problem.operands.map(({ kind, measure }) => {
    const silent = kind === 'cell' && measure.scale === undefined && statedScale !== undefined;
    return silent ? { ...measure, scale: statedScale } : measure;
  });
  enumerateDerivations(problem, WIDE, (...visit) => {
    const [operation, value, , first] = visit;
    for (let index = 0; index < stated.length; index++) {
      const number = stated[index];
      const own = found[index];
      if (number === undefined || own === undefined || own.length >= MOST_MATCHES) continue;
      const statement = statementOf(number, operation, value, measures[first]);
      if (statement !== undefined) own.push({ candidate: candidateOf(...visit), statement });
    }
  });
  return found.map((own) =>
    own
      .map(({ candidate, statement }) => {
        const features = new Float64Array(width);
        return { candidate, statement, score: scorer.score(candidate, features), features };
      })
      .sort((left, right) => right.score - left.score),
  );
}
