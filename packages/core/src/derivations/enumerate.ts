import type { Shape, Visit } from './candidate.ts';
import type { Problem } from './problem.ts';

/** How far the search goes: how many of the best lines are looked up and combined. */
export interface Reach {
  readonly lookups: number;
  readonly rows: number;
  readonly textLookups: number;
  /** Numbers of texts, and cells beside them and beside earlier answers. */
  readonly texts: number;
  readonly cells: number;
  readonly history: number;
  /** Products, runs down a column, shares of two rows. */
  readonly rare: boolean;
}

/** Every plausible derivation: what a stated figure is looked up in. */
export const WIDE: Reach = { lookups: 60, rows: 8, textLookups: 60, texts: 16, cells: 24, history: 5, rare: true };
/** The likely derivations of a question: what a stated figure competes with. */
export const NARROW: Reach = { lookups: 5, rows: 3, textLookups: 4, texts: 3, cells: 4, history: 2, rare: false };

const NONE: readonly number[] = [];
const LONGEST_RUN = 8;
const LONGEST_COLUMN = 40;

interface Search {
  readonly problem: Problem;
  readonly visit: Visit;
  readonly values: Float64Array;
  /** The scale of a number where it is known and above 1, else 0. */
  readonly scales: Float64Array;
  /** Lines with numbers, best first. */
  readonly rows: readonly number[];
  readonly sentences: readonly number[];
}

/** Visits the derivations of a problem within a reach. The number of visits is bounded, whatever the size of the tables. */
export function enumerateDerivations(problem: Problem, reach: Reach, visit: Visit): void {
  const search = prepare(problem, visit);
  lookUp(search, reach);
  const best = search.rows.slice(0, reach.rows);
  for (const line of best) alongRow(search, operandsOf(problem, line));
  downColumns(search, best, reach.rare);
  if (reach.rare) {
    columnRuns(search);
    for (const line of best.slice(0, 4)) eachPair(operandsOf(problem, line), (a, b) => product(search, a, b, 'row'));
  }
  across(search, best.slice(0, 3));
  const texts = search.sentences.flatMap((line) => operandsOf(problem, line)).slice(0, reach.texts);
  const cells = best.flatMap((line) => operandsOf(problem, line)).slice(0, reach.cells);
  withText(search, texts, cells);
  const told = problem.history.slice(0, reach.history);
  withHistory(search, told, [...cells, ...texts]);
  withConstants(search, [...told.slice(0, 3), ...cells, ...texts]);
}

function prepare(problem: Problem, visit: Visit): Search {
  const { operands, grounds, lineScore } = problem;
  const values = new Float64Array(operands.length);
  const scales = new Float64Array(operands.length);
  for (let index = 0; index < operands.length; index++) {
    const { value = 0, measure } = operands[index] ?? {};
    values[index] = value;
    if (measure?.scale !== undefined && measure.scale > 1) scales[index] = measure.scale;
  }
  const rows: number[] = [];
  const sentences: number[] = [];
  for (const [index, line] of grounds.lines.entries()) {
    if (line.operands.length > 0) (line.kind === 'row' ? rows : sentences).push(index);
  }
  const byScore = (a: number, b: number) => (lineScore[b] ?? 0) - (lineScore[a] ?? 0) || a - b;
  return { problem, visit, values, scales, rows: rows.sort(byScore), sentences: sentences.sort(byScore) };
}

/** Indexes of the operands of a line. */
function operandsOf({ lineStart }: Problem, line: number): number[] {
  const list: number[] = [];
  for (let index = lineStart[line] ?? 0; index < (lineStart[line + 1] ?? 0); index++) list.push(index);
  return list;
}

function lookUp({ problem, visit, values, scales, rows, sentences }: Search, reach: Reach): void {
  for (const line of rows.slice(0, reach.lookups)) {
    for (const index of operandsOf(problem, line)) {
      const value = values[index] ?? 0;
      visit('value', value, 'single', index, -1, NONE);
      if (value < 0) visit('negated', -value, 'single', index, -1, NONE);
    }
  }
  for (const line of sentences.slice(0, reach.textLookups)) {
    for (const index of operandsOf(problem, line)) {
      const value = values[index] ?? 0;
      visit('value', value, 'text', index, -1, NONE);
      if ((scales[index] ?? 0) >= 1e6) visit('rescaled', value * 1e3, 'text', index, -1, NONE);
      if ((scales[index] ?? 0) >= 1e6) visit('rescaled', value * 1e6, 'text', index, -1, NONE);
    }
  }
  for (const index of problem.history.slice(0, reach.history))
    visit('value', values[index] ?? 0, 'historyOnly', index, -1, NONE);
}

function alongRow(search: Search, list: readonly number[]): void {
  for (const a of list) for (const b of list) if (a !== b) pair(search, a, b, 'row');
  for (let from = 0; from < list.length; from++) {
    for (let to = from + 2; to < Math.min(list.length, from + LONGEST_RUN); to++)
      group(search, list.slice(from, to + 1), 'row');
  }
}

function downColumns(search: Search, lines: readonly number[], rare: boolean): void {
  for (const list of byColumn(search, lines).values()) {
    for (const a of list) for (const b of list) if (a !== b) pair(search, a, b, 'column');
    const top = list.slice(0, 5);
    eachPair(top, (a, b, i, j) => {
      if (rare && j < 4) product(search, a, b, 'column');
      for (let k = 0; k < top.length; k++) {
        const c = top[k] ?? -1;
        if (k > j) group(search, inOrderOf(a, b, c), 'column');
        if (rare && k !== i && k !== j) shareOfTwo(search, a, b, c);
      }
    });
  }
}

/** Neighbouring rows of one column, whatever their labels: "the total of the next five years". */
function columnRuns(search: Search): void {
  const inOrder = [...search.rows].sort((a, b) => a - b);
  for (const run of byColumn(search, inOrder).values()) {
    if (run.length > LONGEST_COLUMN) continue;
    for (let from = 0; from < run.length; from++) {
      for (let to = from + 2; to < Math.min(run.length, from + LONGEST_RUN); to++)
        group(search, run.slice(from, to + 1), 'column');
    }
  }
}

function byColumn({ problem }: Search, lines: readonly number[]): Map<number, number[]> {
  const columns = new Map<number, number[]>();
  for (const line of lines) {
    const table = problem.grounds.lines[line]?.table ?? 0;
    for (const index of operandsOf(problem, line)) {
      const key = table * 1000 + (problem.operands[index]?.column ?? 0);
      const list = columns.get(key);
      if (list === undefined) columns.set(key, [index]);
      else list.push(index);
    }
  }
  return columns;
}

function across(search: Search, lines: readonly number[]): void {
  const { problem } = search;
  for (const one of lines) {
    for (const other of lines) {
      if (one === other) continue;
      const others = operandsOf(problem, other);
      for (const a of operandsOf(problem, one)) {
        for (const b of others) {
          if (problem.operands[a]?.column !== problem.operands[b]?.column) pair(search, a, b, 'across');
        }
      }
    }
  }
}

function withText(search: Search, texts: readonly number[], cells: readonly number[]): void {
  for (const a of texts) {
    for (const b of texts) {
      if (a === b) continue;
      pair(search, a, b, 'text');
      if (a < b) product(search, a, b, 'text');
    }
    for (const b of cells) {
      pair(search, a, b, 'text');
      pair(search, b, a, 'text');
      product(search, b, a, 'text');
    }
  }
}

function withHistory(search: Search, told: readonly number[], others: readonly number[]): void {
  for (const a of told) {
    for (const b of told) {
      if (a === b) continue;
      pair(search, a, b, 'historyOnly');
      if (a < b) product(search, a, b, 'historyOnly');
    }
    for (const b of others) {
      pair(search, a, b, 'history');
      pair(search, b, a, 'history');
      product(search, a, b, 'history');
    }
  }
  const [first, second] = told;
  if (first === undefined || second === undefined) return;
  for (let n = 3; n <= told.length; n++) group(search, told.slice(0, n), 'historyOnly');
  for (const other of others) group(search, [first, second, other], 'history');
}

/** "less 100", "divided by 1000", "in millions", and the last answer over a small count (an average). */
function withConstants({ problem, visit, values }: Search, bases: readonly number[]): void {
  for (const constant of problem.constants) {
    const k = values[constant] ?? 1;
    const asked = problem.ask.constants.includes(k);
    for (const base of bases) {
      const x = values[base] ?? 0;
      const told = problem.operands[base]?.kind === 'history';
      if (k > 1 && (asked || (told && k <= 5))) visit('ratio', x / k, 'constant', base, constant, NONE);
      if (!asked) continue;
      if (k > 1) visit('product', x * k, 'constant', base, constant, NONE);
      visit('difference', x - k, 'constant', base, constant, NONE);
      visit('difference', k - x, 'constant', constant, base, NONE);
      visit('sum', x + k, 'constant', base, constant, NONE);
    }
  }
}

function pair({ visit, values, scales }: Search, a: number, b: number, shape: Shape): void {
  const x = values[a] ?? 0;
  const y = (values[b] ?? 0) * rate(scales, a, b);
  visit('difference', x - y, shape, a, b, NONE);
  if (y !== 0) {
    visit('change', (x - y) / y, shape, a, b, NONE);
    if (y < 0) visit('change', (x - y) / -y, shape, a, b, NONE);
    visit('ratio', x / y, shape, a, b, NONE);
  }
  if (a > b) return;
  visit('sum', x + y, shape, a, b, NONE);
  visit('average', (x + y) / 2, shape, a, b, NONE);
  if (x >= 0 || y >= 0) return;
  visit('negatedSum', -x - y, shape, a, b, NONE);
  visit('negatedAverage', -(x + y) / 2, shape, a, b, NONE);
}

/** What the second number is multiplied by to count in the scale of the first: 1000 for billions beside millions. */
function rate(scales: Float64Array, a: number, b: number): number {
  const one = scales[a] ?? 0;
  const other = scales[b] ?? 0;
  return one === 0 || other === 0 || one === other ? 1 : other / one;
}

function product({ problem, visit, values }: Search, a: number, b: number, shape: Shape): void {
  const value = (values[a] ?? 0) * (values[b] ?? 0);
  if (problem.operands[b]?.measure.unit === 'percent') visit('percentOf', value / 100, shape, a, b, NONE);
  else if (problem.operands[a]?.measure.unit === 'percent') visit('percentOf', value / 100, shape, b, a, NONE);
  else visit('product', value, shape, a, b, NONE);
}

function shareOfTwo({ visit, values }: Search, a: number, b: number, c: number): void {
  const whole = values[c] ?? 0;
  if (whole !== 0) visit('sumShare', ((values[a] ?? 0) + (values[b] ?? 0)) / whole, 'column', a, b, [c]);
}

function group({ visit, values }: Search, used: readonly number[], shape: Shape): void {
  let total = 0;
  let negative = true;
  for (const index of used) {
    const value = values[index] ?? 0;
    total += value;
    if (value >= 0) negative = false;
  }
  const [a = -1, b = -1] = used;
  const rest = used.slice(2);
  visit('sum', total, shape, a, b, rest);
  visit('average', total / used.length, shape, a, b, rest);
  if (!negative) return;
  visit('negatedSum', -total, shape, a, b, rest);
  visit('negatedAverage', -total / used.length, shape, a, b, rest);
}

function eachPair(list: readonly number[], use: (a: number, b: number, i: number, j: number) => void): void {
  for (let i = 0; i < list.length; i++) {
    for (let j = i + 1; j < list.length; j++) use(list[i] ?? -1, list[j] ?? -1, i, j);
  }
}

function inOrderOf(a: number, b: number, c: number): number[] {
  const low = Math.min(a, b);
  const high = Math.max(a, b);
  if (c < low) return [c, low, high];
  return c < high ? [low, c, high] : [low, high, c];
}
