import { type Candidate, isFraction, measureOf, type Operand, type Problem } from '@plumbline/core/derivations';
import { formatMean, formatNumber, formatRate } from './format-number.ts';
import { formulaOf } from './formula.ts';
import { sourceNumber } from './grounds-of.ts';
import { type NamedOperand, nameOperand } from './named-operand.ts';
import { scaleWord, unitInWords } from './unit-words.ts';
import { wordingOf } from './wording.ts';

/**
 * A derivation as one sentence: what it is about, the result, the formula with its numbers as printed, the unit, and the
 * sources of the numbers: "Net sales rose 4.2 % from 2018 to 2019: (52.1 − 50.0) / 50.0 = 4.2 % (amounts in millions) [1]."
 */
export function phraseDerivation(problem: Problem, candidate: Candidate): string {
  const used = candidate.operands.flatMap((index) => problem.operands[index] ?? []);
  const named = used.map((operand) => nameOperand(problem, operand));
  const mixed = isMixed(used);
  const measure = measureOf(problem, candidate);
  const result = resultOf(problem, candidate, used) + (mixed ? scaleWord(measure) : '');
  const unit = mixed ? '' : unitInWords(used, candidate, measure);
  if (candidate.operation === 'value') return `${placeOf(named)}: ${result}${unit}${markers(problem, used)}.`;
  const words = wordingOf({ candidate, named, result: result.replace(/^−/, '') });
  return `${words}: ${formulaOf(candidate, used, mixed)} = ${result}${unit}${markers(problem, used)}.`;
}

/** A number as it stands is quoted as rows are: "Net sales, 2019: 5,200". */
function placeOf([first]: readonly NamedOperand[]): string {
  return [first?.name ?? '', first?.period ?? ''].filter((part) => part !== '').join(', ');
}

/** Whether a share is asked for in percent; a "proportion" or "ratio" is stated as a number. */
function wantsPercent(question: string): boolean {
  return /percent|%|\bportions?\b|\bshare of\b/i.test(question);
}

function resultOf(problem: Problem, candidate: Candidate, used: readonly Operand[]): string {
  const { operation, value } = candidate;
  if (isFraction(operation)) {
    const percent = operation !== 'ratio' || wantsPercent(problem.ask.text);
    return percent ? `${formatRate(value * 100)} %` : `${formatRate(value)}x`;
  }
  const decimals = Math.max(0, ...used.map(shownDecimals));
  const exact = operation === 'difference' || operation === 'sum' || operation === 'negatedSum';
  const text = exact ? formatNumber(value, decimals) : formatMean(value, decimals);
  return measureOf(problem, candidate).unit === 'percent' ? `${text} %` : text;
}

/** Earlier answers have as many decimals as they were given with. */
function shownDecimals({ kind, value, decimals }: Operand): number {
  return kind === 'history' ? (String(value).split('.')[1]?.length ?? 0) : decimals;
}

/** Billions beside millions: each number then carries its own scale. */
function isMixed(used: readonly Operand[]): boolean {
  const scales = used.flatMap(({ measure, kind }) =>
    (kind === 'cell' || kind === 'text') && measure.unit !== 'percent' ? [measure.scale ?? 1] : [],
  );
  return new Set(scales).size > 1 && scales.every((scale) => scale > 1);
}

function markers({ grounds }: Problem, used: readonly Operand[]): string {
  const numbers = used.flatMap(({ line }) => (line < 0 ? [] : [sourceNumber(grounds.lines[line]?.source ?? '')]));
  const cited = [...new Set(numbers)].sort((left, right) => left - right);
  return cited.length === 0 ? '' : ` ${cited.map((n) => `[${n}]`).join('')}`;
}
