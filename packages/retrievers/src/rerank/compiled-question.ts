import type { Analyser } from '../analysis/analyser.ts';
import { STATEMENT_NAMES } from '../analysis/concepts.ts';
import type { QuestionAnalysis } from '../analysis/question.ts';
import { hashStem } from './token-scanner.ts';

/** A unit of the question by numbers of stems, ready to be counted. */
export interface CompiledUnit {
  readonly own: readonly number[];
  readonly others: readonly (readonly number[])[];
  readonly weight: number;
}

/** A question with every stem replaced by a small number, so that passages are read in one pass. */
export interface CompiledQuestion {
  /** Numbers of the stems by their hash. */
  readonly numbers: ReadonlyMap<number, number>;
  readonly size: number;
  readonly units: readonly CompiledUnit[];
  /** Neighbouring stems of the question, as `left * size + right`. */
  readonly pairs: ReadonlySet<number>;
  readonly years: readonly number[];
  /** Stems of the names of each statement the question needs. */
  readonly statements: readonly (readonly (readonly number[])[])[];
  readonly figureIntent: number;
}

export function compileQuestion(analysis: QuestionAnalysis, analyser: Analyser): CompiledQuestion {
  const numbers = new Map<number, number>();
  const numberOf = (stem: string): number => {
    const hash = hashStem(stem);
    const number = numbers.get(hash) ?? numbers.size;
    numbers.set(hash, number);
    return number;
  };
  const all = (stems: readonly string[]): number[] => [...new Set(stems)].map(numberOf);
  const units = analysis.units.map(({ own, others, weight }) => ({ own: all(own), others: others.map(all), weight }));
  const stems = analysis.stems.map(numberOf);
  const years = analysis.years.map(numberOf);
  const statements = [...analysis.statements].map((statement) =>
    STATEMENT_NAMES[statement].map((name) => all(analyser.stems(name))),
  );
  const size = numbers.size;
  const pairs = new Set<number>();
  for (const [index, right] of stems.entries()) {
    const left = stems[index - 1];
    if (left !== undefined) pairs.add(left * size + right);
  }
  return { numbers, size, units, pairs, years, statements, figureIntent: analysis.figureIntent };
}
