import type { CompiledQuestion } from './compiled-question.ts';
import { heldBy, LineTally } from './line-tally.ts';
import { scanTokens } from './token-scanner.ts';

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

/** A statement's name stands among the first lines of its page. */
const STATEMENT_LINES = 12;
/** What a row takes from the heading above it ("Deferred tax assets:" over "Other"). */
const FROM_HEADING = 0.5;

/**
 * Reads an analysed passage against a question.
 *
 * @param terms lines of stems in UTF-8; the first line is the passage's heading
 */
export function readPassage(terms: Uint8Array, question: CompiledQuestion): PassageReading {
  const { units, pairs, years, size } = question;
  const line = new LineTally(question);
  const counts = new Uint16Array(size);
  const heading = new Uint8Array(size);
  const foundPairs = new Set<number>();
  const lines: MatchedLine[] = [];
  const best = new Float32Array(units.length);
  const sum = { lines: 0, tokens: 0, figures: 0, rows: 0 };
  let namesStatement = false;
  let underHeading = false;

  const keepLine = (): void => {
    const held = new Float32Array(units.length);
    let any = false;
    for (const [index, unit] of units.entries()) {
      const above = line.isRow && underHeading ? FROM_HEADING * heldBy(unit, heading) : 0;
      const most = Math.max(heldBy(unit, line.present), above);
      held[index] = most;
      best[index] = Math.max(best[index] ?? 0, most);
      any ||= most > 0;
    }
    if (any) lines.push({ units: held, precision: line.precision, isRow: line.isRow });
  };
  scanTokens(terms, {
    token(hash, isFigure) {
      const match = line.add(hash, isFigure);
      if (match === undefined) return;
      counts[match.number] = (counts[match.number] ?? 0) + 1;
      if (match.pair >= 0) foundPairs.add(match.pair);
    },
    lineEnd() {
      if (sum.lines <= STATEMENT_LINES) namesStatement ||= line.namesStatement;
      if (line.matched > 0 || (line.isRow && underHeading)) keepLine();
      if (line.figures === 0 && line.tokens > 0) {
        heading.set(line.present);
        underHeading = line.matched > 0 && line.isHeading;
      }
      sum.lines += 1;
      sum.tokens += line.tokens;
      sum.figures += line.figures;
      sum.rows += line.isRow ? 1 : 0;
      line.reset();
    },
  });
  return {
    lines,
    units: best,
    counts,
    tokens: sum.tokens,
    pairs: pairs.size === 0 ? 0 : foundPairs.size / pairs.size,
    years: years.length === 0 ? 0 : years.filter((year) => counts[year]).length / years.length,
    density: sum.tokens === 0 ? 0 : sum.figures / sum.tokens,
    rows: sum.rows,
    namesStatement,
  };
}
