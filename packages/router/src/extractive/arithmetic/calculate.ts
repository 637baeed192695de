import type { PromptSource } from '@plumbline/core';
import {
  type DerivationRanker,
  type Operation,
  type Problem,
  poseProblem,
  type RankedDerivation,
  type Turn,
  withSignsAsPrinted,
} from '@plumbline/core/derivations';
import { groundsOf } from './grounds-of.ts';

/** What a question comes to when its number is calculated. */
export interface Calculation {
  readonly problem: Problem;
  /** The likeliest derivation; undefined when the sources hold no numbers. */
  readonly best: RankedDerivation | undefined;
  /** The likeliest that yields another number. */
  readonly second: RankedDerivation | undefined;
  /** The probability that the number is calculated rather than looked up. */
  readonly calculated: number;
  /** The probability that it is neither. */
  readonly none: number;
}

export interface CalculateInput {
  readonly question: string;
  readonly sources: readonly PromptSource[];
  /** Earlier questions with the numbers they were answered with, oldest first. */
  readonly history: readonly Turn[];
  readonly ranker: DerivationRanker;
}

/** Finds the derivation that a question most likely asks for. */
export function calculate({ question, sources, history, ranker }: CalculateInput): Calculation {
  const problem = poseProblem(groundsOf(sources), question, history);
  const { candidates, none } = ranker.rank(problem);
  const distinct = withoutRepeats(candidates.map((candidate) => withSignsAsPrinted(problem, candidate)));
  const calculated = distinct.reduce((sum, one) => sum + (isLookup(one.operation) ? 0 : one.probability), 0);
  const [best, second] = distinct;
  return { problem, best, second, calculated: Math.min(1, calculated), none };
}

/** Whether an operation only states a number of the sources. */
export function isLookup(operation: Operation): boolean {
  return operation === 'value' || operation === 'negated' || operation === 'rescaled';
}

/** Derivations of the same number share their probability: it counts once, for the likeliest of them. */
function withoutRepeats(candidates: readonly RankedDerivation[]): RankedDerivation[] {
  const seen = new Set<string>();
  return candidates.filter(({ value }) => {
    const number = value.toPrecision(6);
    if (seen.has(number)) return false;
    seen.add(number);
    return true;
  });
}
