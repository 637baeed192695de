import type { PeriodMark } from '@plumbline/core';
import type { Operation, Problem } from '@plumbline/core/derivations';
import type { Calculation } from './calculate.ts';

/** Years the question asks for that no source names. */
export function missingYears({ ask }: Problem, texts: readonly string[]): number[] {
  // "2 0 1 9" is how extracted text sometimes prints a year.
  const printed = texts.map((text) => text.replace(/(?<=\d) (?=\d)/g, '')).join('\n');
  const years = ask.periods.flatMap(({ year }: PeriodMark) => (year === undefined ? [] : [year]));
  return [...new Set(years)].filter((year) => !printed.includes(String(year)) && !printed.includes(shortYear(year)));
}

/** Why the numbers of a calculation cannot be added or compared: percentages beside amounts, euros beside dollars. */
export function mixedUnits({ problem, best }: Calculation): string | undefined {
  if (best === undefined || !ALIKE.has(best.operation)) return undefined;
  const used = best.operands.flatMap((index) => problem.operands[index] ?? []).filter(({ line }) => line >= 0);
  const rates = new Set(used.map(({ measure }) => measure.unit === 'percent'));
  const currencies = new Set(used.flatMap(({ measure }) => measure.currency ?? []));
  if (rates.size < 2 && currencies.size < 2) return undefined;
  return 'the numbers that fit best are in different units';
}

/** Operations over numbers that count the same. */
const ALIKE: ReadonlySet<Operation> = new Set([
  'difference',
  'change',
  'sum',
  'negatedSum',
  'average',
  'negatedAverage',
  'sumShare',
]);

/** Why nothing is calculated, in words. */
export function refusalReason({ problem, best, second }: Calculation): string {
  const zero = best?.operands.some((index) => problem.operands[index]?.value === 0) ?? false;
  if (zero && /percent|%|\bratio\b|divided/i.test(problem.ask.text))
    return 'there is no percentage or ratio of nothing';
  if (best === undefined) return 'they hold no numbers to calculate with';
  const near = second !== undefined && second.probability > best.probability / 2;
  return near ? 'several calculations fit the question about as well' : 'no calculation fits the question well enough';
}

/** `FY19`, `'19`. */
function shortYear(year: number): string {
  return `FY${String(year).slice(-2)}`;
}
