import { isNumber } from '../analysis/analyser.ts';
import type { CompiledQuestion, CompiledUnit } from './compiled-question.ts';

/** A line of a passage that holds something of the question. */
export interface MatchedLine {
  /** For each unit of the question how much of it the line holds, 0 to 1. */
  readonly units: Float32Array;
  /** Share of the line's words that the question has. */
  readonly precision: number;
  /** Whether the line reads like a row of a table: figures, and few words. */
  readonly isRow: boolean;
}

/** What one pass over an analysed passage finds. */
export interface PassageReading {
  readonly lines: readonly MatchedLine[];
  /** For each unit of the question how much of it any line holds. */
  readonly units: Float32Array;
  /** How often each stem of the question occurs. */
  readonly counts: Uint16Array;
  readonly tokens: number;
  /** Share of the question's neighbouring pairs that stand side by side. */
  readonly pairs: number;
  /** Share of the question's years that occur. */
  readonly years: number;
  /** Figures among all tokens, 0 to 1. */
  readonly density: number;
  /** Rows of figures. */
  readonly rows: number;
  /** Whether one of the first lines names a statement the question needs. */
  readonly namesStatement: boolean;
}

/** A row of a table has at most this many tokens; more is prose with figures in it. */
const MAX_ROW_TOKENS = 40;
/** A row has at least this share of figures. */
const ROW_DENSITY = 0.15;
/** A statement's name stands among the first lines of its page, and its line is short. */
const STATEMENT_LINES = 12;
const MAX_STATEMENT_TOKENS = 14;
/** A wording the question does not use itself proves a little less. */
const OTHER_WORDING = 0.9;
/** What a row takes from the heading above it ("Deferred tax assets:" over "Other"). */
const FROM_HEADING = 0.5;

/**
 * Reads an analysed passage (lines of stems; the first line is its heading) against a question.
 */
export function readPassage(terms: string, question: CompiledQuestion): PassageReading {
  const { numbers, units, pairs } = question;
  const size = numbers.size;
  const inLine = new Uint8Array(size);
  const counts = new Uint16Array(size);
  const inHeading = new Uint8Array(size);
  const foundPairs = new Set<number>();
  const lines: MatchedLine[] = [];
  const best = new Float32Array(units.length);
  let tokens = 0;
  let figures = 0;
  let rows = 0;
  let namesStatement = false;
  let hasHeading = false;

  for (const [number, line] of terms.split('\n').entries()) {
    inLine.fill(0);
    let previous = -1;
    let matched = 0;
    let wordsInLine = 0;
    let figuresInLine = 0;
    const stems = line === '' ? [] : line.split(' ');
    for (const stem of stems) {
      if (isFigure(stem)) figuresInLine += 1;
      else wordsInLine += 1;
      const index = numbers.get(stem);
      if (index === undefined) {
        previous = -1;
        continue;
      }
      if (inLine[index] === 0 && !isFigure(stem)) matched += 1;
      inLine[index] = 1;
      counts[index] = (counts[index] ?? 0) + 1;
      if (previous >= 0 && pairs.has(previous * size + index)) foundPairs.add(previous * size + index);
      previous = index;
    }
    tokens += stems.length;
    figures += figuresInLine;
    if (number <= STATEMENT_LINES && stems.length <= MAX_STATEMENT_TOKENS) {
      namesStatement ||= question.statements.some((names) => names.some((name) => name.every((stem) => inLine[stem])));
    }
    const isRow = stems.length <= MAX_ROW_TOKENS && figuresInLine > 0 && figuresInLine / stems.length >= ROW_DENSITY;
    if (isRow) rows += 1;
    if (matched > 0 || (isRow && hasHeading)) {
      const held = new Float32Array(units.length);
      let any = matched > 0;
      for (const [index, unit] of units.entries()) {
        const here = heldBy(unit, inLine);
        const above = isRow && hasHeading ? FROM_HEADING * heldBy(unit, inHeading) : 0;
        held[index] = Math.max(here, above);
        if (held[index] > (best[index] ?? 0)) best[index] = held[index];
        any ||= held[index] > 0;
      }
      if (any) lines.push({ units: held, precision: wordsInLine === 0 ? 0 : matched / wordsInLine, isRow });
    }
    if (figuresInLine === 0 && stems.length > 0) {
      inHeading.set(inLine);
      hasHeading = matched > 0 && stems.length <= MAX_STATEMENT_TOKENS;
    }
  }
  return {
    lines,
    units: best,
    counts,
    tokens,
    pairs: pairs.size === 0 ? 0 : foundPairs.size / pairs.size,
    years:
      question.years.length === 0 ? 0 : question.years.filter((year) => counts[year]).length / question.years.length,
    density: tokens === 0 ? 0 : figures / tokens,
    rows,
    namesStatement,
  };
}

function heldBy(unit: CompiledUnit, present: Uint8Array): number {
  let best = share(unit.own, present);
  for (const other of unit.others) {
    if (best === 1) break;
    best = Math.max(best, OTHER_WORDING * share(other, present));
  }
  return best;
}

/** How much of a wording is present; half of a two-word wording proves less than half. */
function share(stems: readonly number[], present: Uint8Array): number {
  let count = 0;
  for (const stem of stems) count += present[stem] ?? 0;
  return stems.length === 0 ? 0 : (count / stems.length) ** 2;
}

function isFigure(stem: string): boolean {
  return isNumber(stem);
}
