import { marksAgree } from '@plumbline/core';
import {
  type Ask,
  type Candidate,
  type Line,
  measureOf,
  type Operand,
  type Problem,
  type StatedNumber,
  statementOf,
} from '@plumbline/core/derivations';
import { goesAsSaid, saysDirection } from './direction.ts';
import { excludedBy } from './exclusion.ts';
import type { Statement } from './statement.ts';

/** A derivation that a sentence names itself. */
export interface Named {
  readonly candidate: Candidate;
  /** Whether it yields the number with the other sign. */
  readonly turned: boolean;
}

/**
 * The derivation of a figure that its sentence names: a number of a row of which it says the whole label and the period
 * or column, or the change between two periods of that row in the direction it says. Undefined where the sentence leaves
 * anything open.
 */
export function findNamed(problem: Problem, statement: Statement): Named | undefined {
  const { stated, opposite, countsDown, own } = statement;
  for (const line of namedRows(problem, own)) {
    const from = problem.lineStart[line] ?? 0;
    const row = Array.from({ length: (problem.lineStart[line + 1] ?? 0) - from }, (_, index) => from + index);
    const candidates = [...lookups(problem, own, row), ...changes(problem, own, statement, row)];
    for (const candidate of candidates) {
      if (meets(problem, stated, candidate)) {
        if (goesAsSaid(problem, statement, candidate)) return { candidate, turned: false };
      } else if (countsDown && meets(problem, opposite, candidate) && goesAsSaid(problem, statement, candidate)) {
        return { candidate, turned: true };
      }
    }
  }
  return undefined;
}

/** Rows whose label the ask says whole, the most telling ones; of several rows of one name, the one under a heading that is said. */
function namedRows({ grounds }: Problem, { words }: Ask): number[] {
  const said = new Set(words);
  const whole = [...grounds.lines.entries()].filter(
    ([, { kind, words: label }]) => kind === 'row' && label.length > 0 && label.every((word) => said.has(word)),
  );
  const named = whole.filter(([, one]) => !whole.some(([, other]) => isPartOf(one, other)));
  return named.flatMap(([index, line]) => {
    const twins = named.filter(([, other]) => isSameName(line, other));
    const told = twins.filter(([, other]) => other.sectionWords.some((word) => said.has(word)));
    return twins.length === 1 || (told.length === 1 && told[0]?.[0] === index) ? [index] : [];
  });
}

function isPartOf(one: Line, other: Line): boolean {
  return one.words.length < other.words.length && one.words.every((word) => other.words.includes(word));
}

function isSameName(one: Line, other: Line): boolean {
  return one.words.length === other.words.length && one.words.every((word) => other.words.includes(word));
}

function lookups(problem: Problem, own: Ask, row: readonly number[]): Candidate[] {
  return row.flatMap((index): Candidate[] => {
    const operand = problem.operands[index];
    if (operand === undefined || !isPlaceSaid(problem, own, operand, row.length)) return [];
    return [{ operation: 'value', shape: 'single', operands: [index], value: operand.value }];
  });
}

/** The period of a cell, or else the header of its column, is said; a lone number needs no more than its row. */
function isPlaceSaid({ grounds }: Problem, { periods, words }: Ask, operand: Operand, cells: number): boolean {
  if (periods.length > 0 && operand.periods.length > 0) {
    return operand.periods.some((mark) => periods.some((said) => marksAgree(mark, said)));
  }
  const table = grounds.lines[operand.line]?.table ?? -1;
  const header = grounds.columns[table]?.[operand.column]?.words ?? [];
  return cells === 1 || (header.length > 0 && header.every((word) => words.includes(word)));
}

/** Changes between the periods that are said; where one is said, to it from the period before. */
function changes(problem: Problem, own: Ask, statement: Statement, row: readonly number[]): Candidate[] {
  if (own.periods.length === 0 || !saysDirection(statement)) return [];
  const found: Candidate[] = [];
  for (const a of row) {
    for (const b of row) {
      const [x, y] = [problem.operands[a], problem.operands[b]];
      if (a === b || x === undefined || y === undefined || !arePeriodsSaid(own, x, y)) continue;
      found.push({ operation: 'difference', shape: 'row', operands: [a, b], value: x.value - y.value });
      if (y.value === 0) continue;
      const difference = x.value - y.value;
      const rates = [difference / Math.abs(y.value)];
      // Costs in brackets: that they rose is said of their size.
      if (x.value < 0 && y.value < 0) rates.push(difference / y.value);
      for (const value of rates) found.push({ operation: 'change', shape: 'row', operands: [a, b], value });
    }
  }
  return found;
}

function arePeriodsSaid({ periods }: Ask, x: Operand, y: Operand): boolean {
  const [one, other] = [x, y].map((operand) => (operand.periods.length === 1 ? operand.periods[0] : undefined));
  if (one === undefined || other === undefined || marksAgree(one, other)) return false;
  const areMet = periods.every((said) => marksAgree(said, one) || marksAgree(said, other));
  if (!areMet) return false;
  const met = [one, other].filter((mark) => periods.some((said) => marksAgree(mark, said)));
  const isYearAfter = Math.abs((one.year ?? 0) - (other.year ?? 0)) === 1;
  return met.length === 2 || (met.length === 1 && isYearAfter);
}

function meets(problem: Problem, stated: StatedNumber, candidate: Candidate): boolean {
  const measure = measureOf(problem, candidate);
  const statement = statementOf(stated, candidate.operation, candidate.value, measure);
  if (statement === undefined || !PLAIN.has(statement)) return false;
  return excludedBy({ problem }, stated, { candidate, statement }) === undefined;
}

/** Ways to state a number that leave its unit clear. */
const PLAIN: ReadonlySet<string> = new Set(['number', 'percentage', 'as percentage', 'other scale']);
