import type { PeriodMark } from '@plumbline/core';
import {
  isFraction,
  type Operand,
  type Operation,
  type Problem,
  type RankedDerivation,
} from '@plumbline/core/derivations';
import type { Calculation } from './calculate.ts';

/** Years the question asks for that no source names. */
export function missingYears({ ask }: Problem, texts: readonly string[]): number[] {
  // "2 0 1 9" is how extracted text sometimes prints a year.
  const printed = texts.map((text) => text.replace(/(?<=\d) (?=\d)/g, '')).join('\n');
  const years = ask.periods.flatMap(({ year }: PeriodMark) => (year === undefined ? [] : [year]));
  return [...new Set(years)].filter((year) => !printed.includes(String(year)) && !printed.includes(shortYear(year)));
}

/** What speaks against a calculation whatever its probability, in words; undefined when nothing does. */
export function objection({ problem, best }: Calculation): string | undefined {
  if (best === undefined) return undefined;
  const used = best.operands.flatMap((index) => problem.operands[index] ?? []);
  if (ALIKE.has(best.operation) && inDifferentUnits(used)) return 'the numbers that fit best are in different units';
  if (!isFraction(best.operation) && isShareOfNothing(problem, used)) return OF_NOTHING;
  if (used.some((operand) => isOneOfSeveral(problem, operand))) return 'several rows of the table have the same name';
  if (isPartOfAll(problem, best, used)) return 'not every number that is asked for is at hand';
  return undefined;
}

const OF_NOTHING = 'there is no percentage or ratio of nothing';
const RATE = /percent|%|\bratio\b|divided/i;

function inDifferentUnits(used: readonly Operand[]): boolean {
  const placed = used.filter(({ line }) => line >= 0);
  const rates = new Set(placed.map(({ measure }) => measure.unit === 'percent'));
  const currencies = new Set(placed.flatMap(({ measure }) => measure.currency ?? []));
  return rates.size > 1 || currencies.size > 1;
}

/** A percentage is asked for and the best that was found is an amount, because one of the numbers is zero. */
function isShareOfNothing({ ask }: Problem, used: readonly Operand[]): boolean {
  return RATE.test(ask.text) && used.some(({ value, kind }) => value === 0 && kind !== 'constant');
}

/** Another row of the table has the same name, and the question does not say which heading it means. */
function isOneOfSeveral({ grounds, now }: Problem, { kind, line }: Operand): boolean {
  const own = grounds.lines[line];
  if (kind !== 'cell' || own === undefined || own.label === '' || own.periods.length > 0) return false;
  return grounds.lines.some(
    (other, index) =>
      index !== line &&
      other.table === own.table &&
      other.label === own.label &&
      (now.sectionRecall[index] ?? 0) >= (now.sectionRecall[line] ?? 0) &&
      other.sectionWords.join() !== own.sectionWords.join(),
  );
}

/** "All" are asked for, and the numbers are some of a column. */
function isPartOfAll({ ask, grounds }: Problem, { operation }: RankedDerivation, used: readonly Operand[]): boolean {
  const [first] = used;
  const line = grounds.lines[first?.line ?? -1];
  if (first === undefined || line === undefined || !/\ball\b/i.test(ask.text)) return false;
  if (!/sum|average/i.test(operation) || used.some(({ column }) => column !== first.column)) return false;
  const column = grounds.lines.filter(
    ({ table, total, operands }) =>
      table === line.table && !total && operands.some((operand) => operand.column === first.column),
  );
  return used.length < column.length;
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
