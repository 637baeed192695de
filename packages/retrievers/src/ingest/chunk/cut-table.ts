import type { TableBlock } from '../document.ts';
import type { Chunk } from './passage-of.ts';
import type { PassageWriter } from './passage-writer.ts';
import { LONGEST_COUNTED } from './split-long.ts';
import { tableLines } from './table-lines.ts';
import type { TokenCounter } from './token-counter.ts';

export interface CutTableOptions {
  /** Stands for the caption of a table that has none. */
  readonly name: string;
  readonly counter: TokenCounter;
  readonly maxTokens: number;
}

interface Line {
  readonly text: string;
  /** Infinite for a line that is longer than any passage. */
  readonly tokens: number;
}

/**
 * Writes a table, whole where it fits into one passage, else cut between rows, with caption, unit and names of the
 * columns at the top of each piece.
 */
export function* cutTable(table: TableBlock, writer: PassageWriter, options: CutTableOptions): Generator<Chunk> {
  const lines = tableLines(table);
  const [head, rows] = [measured(lines.head, options.counter), measured(lines.rows, options.counter)];
  const name = table.caption ?? options.name;
  const cost = costOf(head) + costOf(rows);
  const { room, filled } = writer;
  // A table that must be cut anyway begins behind a few words rather than leave them alone.
  if (cost > room && (cost <= room + filled || filled > options.maxTokens / 4)) yield* writer.flush();
  writer.holds(name);
  for (const [index, line] of head.entries()) yield* addLine(line, index === 0 ? '\n\n' : '\n', []);
  const repeated = fitting(head, options.maxTokens / 2);
  for (const [index, line] of rows.entries()) yield* addLine(line, index + head.length === 0 ? '\n\n' : '\n', repeated);

  function* addLine({ text, tokens }: Line, glue: '\n' | '\n\n', labels: readonly Line[]): Generator<Chunk> {
    const fits = () => Number.isFinite(tokens) && writer.add(text, glue, tokens);
    if (fits()) return;
    yield* writer.flush();
    writer.holds(name);
    for (const label of labels) writer.add(label.text, '\n', label.tokens);
    if (!fits()) yield* writer.addLong(text, '\n');
    writer.holds(name);
  }
}

function measured(lines: readonly string[], counter: TokenCounter): Line[] {
  return lines.map((text) => ({ text, tokens: text.length > LONGEST_COUNTED ? Infinity : counter.count(text) }));
}

/** Tokens of the lines with the breaks between them. */
function costOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { tokens }) => sum + tokens + 1, 0);
}

/** Those of the lines that fit together into the limit. */
function fitting(lines: readonly Line[], limit: number): Line[] {
  let left = limit;
  return lines.filter((line) => {
    const cost = costOf([line]);
    if (cost > left) return false;
    left -= cost;
    return true;
  });
}
