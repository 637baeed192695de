import { formatMark } from '../tables/period-marks.ts';
import { type Candidate, isFraction } from './candidate.ts';
import type { Operand } from './grounds.ts';
import { measureOf } from './measure.ts';
import type { Problem } from './problem.ts';

export interface DescribeOptions {
  /** The number as the answer writes it. Default: percentages with two digits behind the point, others as precise as their operands. */
  readonly stated?: string;
  /** How a source is named, by its id. Default: the id. */
  readonly nameSource?: (id: string) => string;
}

/**
 * Says in words how a number comes about: the formula, the rows, the periods in the order of the formula, the sources.
 *
 * @example
 * describeDerivation(problem, best); // '4.2 % = (52.1 − 50.0) / 50.0, revenue, 2023 over 2022, passage 3'
 */
export function describeDerivation(problem: Problem, candidate: Candidate, options: DescribeOptions = {}): string {
  const used = candidate.operands.flatMap((index) => problem.operands[index] ?? []);
  const nameSource = options.nameSource ?? ((id: string) => id);
  const stated = options.stated ?? formatValue(problem, candidate, used);
  const sources = unique(used.map(({ line }) => problem.grounds.lines[line]?.source ?? '')).map(nameSource);
  const told = used.some(({ kind }) => kind === 'history') ? ['an earlier answer'] : [];
  const parts = [
    formulaOf(stated, candidate, used),
    joined(unique(used.map((operand) => rowName(problem, operand)))),
    placesOf(problem, candidate, used),
    joined([...sources, ...told]),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** The operation with its operands as printed: `(52.1 − 50.0) / 50.0`; of a number that is stated as it stands, that number. */
function formulaOf(stated: string, { operation, operands, value }: Candidate, used: readonly Operand[]): string {
  const [a = '', b = '', c = ''] = used.map(formatOperand);
  const sum = used.map(formatOperand).join(' + ');
  const divisor = operation === 'change' && isOverMagnitude(value, used) ? `|${b}|` : b;
  switch (operation) {
    case 'value':
      return stated;
    case 'negated':
      return `${stated} = −${a}`;
    case 'rescaled':
      return `${stated} = ${a} in full`;
    case 'difference':
      return `${stated} = ${a} − ${b}`;
    case 'change':
      return `${stated} = (${a} − ${b}) / ${divisor}`;
    case 'ratio':
      return `${stated} = ${a} / ${b}`;
    case 'sumShare':
      return `${stated} = (${a} + ${b}) / ${c}`;
    case 'sum':
      return `${stated} = ${sum}`;
    case 'negatedSum':
      return `${stated} = −(${sum})`;
    case 'average':
      return `${stated} = (${sum}) / ${operands.length}`;
    case 'negatedAverage':
      return `${stated} = −(${sum}) / ${operands.length}`;
    case 'product':
    case 'percentOf':
      return `${stated} = ${a} × ${b}`;
  }
}

/** A change from a negative number may be counted against its size. */
function isOverMagnitude(value: number, [a, b]: readonly Operand[]): boolean {
  return a !== undefined && b !== undefined && b.value < 0 && Math.sign(value) === Math.sign(a.value - b.value);
}

function formatOperand({ value, decimals, measure }: Operand): string {
  const text = `${formatNumber(value, decimals)}${measure.unit === 'percent' ? ' %' : ''}`;
  return value < 0 ? `(${text})` : text;
}

function formatValue(problem: Problem, candidate: Candidate, used: readonly Operand[]): string {
  const { operation, value } = candidate;
  if (isFraction(operation) && operation !== 'ratio') return `${formatNumber(value * 100, 2)} %`;
  const decimals = used.reduce((most, operand) => Math.max(most, operand.decimals), 0);
  const finer = operation === 'average' || operation === 'negatedAverage' ? 1 : 0;
  const text = operation === 'ratio' ? formatNumber(value, 4) : formatNumber(value, decimals + finer);
  return measureOf(problem, candidate).unit === 'percent' ? `${text} %` : text;
}

function formatNumber(value: number, decimals: number): string {
  const [whole = '', rest] = Math.abs(value).toFixed(Math.min(decimals, 12)).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${value < 0 ? '−' : ''}${grouped}${rest === undefined ? '' : `.${rest}`}`;
}

const LONGEST_NAME = 60;

/** The label of a row (of its column, where the row is a period), or the sentence of a number in a text. */
function rowName({ grounds }: Problem, { line, column }: Operand): string {
  const { kind, label = '', words = [], table = -1 } = grounds.lines[line] ?? {};
  // A row that is named by its period is told apart by its column.
  const header = kind === 'row' && words.length === 0 ? (grounds.columns[table]?.[column]?.label ?? '') : '';
  const text = (header || label).replace(/\s+/g, ' ').trim();
  const short = text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME - 1).trim()}…` : text;
  return kind === 'sentence' ? `“${short}”` : short;
}

/** Periods, or headers of columns: "2023 over 2022", "2021, 2022 and 2023", once where all are the same. */
function placesOf(problem: Problem, { operation }: Candidate, used: readonly Operand[]): string {
  const places = used.filter(({ line }) => line >= 0).map((operand) => placeOf(problem, operand));
  const [first, second] = places;
  if (places.length === 2 && first && second && first !== second) {
    if (operation === 'difference' || operation === 'change' || operation === 'ratio') return `${first} over ${second}`;
  }
  return joined(unique(places));
}

function placeOf({ grounds }: Problem, { periods, line, column }: Operand): string {
  if (periods.length > 0) return periods.map(formatMark).join('/');
  const table = grounds.lines[line]?.table ?? -1;
  return grounds.columns[table]?.[column]?.label ?? '';
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '');
}

function joined(texts: readonly string[]): string {
  return texts.length < 2 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}
