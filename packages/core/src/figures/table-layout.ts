import type { Span } from '../contracts/entity.ts';
import type { Period } from '../contracts/figure.ts';
import { splitLines } from '../text/lines.ts';
import { hasCells, tableRows, trailingValues } from '../text/table-row.ts';
import { lastAtOrBefore, spanLookup } from './spans.ts';

/** A line of a text as a reader of tables sees it. Offsets are into the text. */
export interface LayoutLine extends Span {
  readonly row: boolean;
  /** The cells of a row parted by `|` or tabs; undefined for rows parted by blanks alone. */
  readonly cells?: readonly Span[];
  /** What stands before the first value. */
  readonly label: string;
  /** Where the values begin; behind the end of the line where there are none. */
  readonly valuesFrom: number;
  /** The values of the row in order, dashes included. */
  readonly values: readonly Span[];
  /** The label of the nearest line above that has no values, such as "Earnings per share:". */
  readonly heading: string;
  /** What the header rows above say of each cell's column; a head over several columns counts for all of them. */
  readonly heads: readonly string[];
  /** Number of the table the row belongs to; rows with nothing but short lines between them share it. */
  readonly table: number;
}

/** The rows of a text before anything is known of their periods. */
export interface RowLine extends Span {
  readonly row: boolean;
  readonly cells?: readonly Span[];
}

const LONGEST_LABEL = 100;
const LONGEST_HEAD = 160;
const FOOTNOTE_END = /^\s?\(?\s?\d{1,2}(?:,\s?\d)?\s?\)?\s*$/u;

/** Parts a text into lines and its rows into cells. `lenient` takes a lone value with a short label for a row. */
export function readRows(text: string, lenient: boolean): RowLine[] {
  const spans = splitLines(text);
  const contents = spans.map(({ start, end }) => text.slice(start, end));
  const rows = tableRows(contents);
  return spans.map(({ start, end }, index) => {
    const content = contents[index] ?? '';
    const row =
      rows[index] === true || (lenient && content.length <= LONGEST_LABEL && trailingValues(content, 1).length > 0);
    return { start, end, row, ...(row && hasCells(content) ? { cells: splitCells(content, start) } : {}) };
  });
}

export interface LayoutOptions {
  readonly periods: readonly Period[];
  readonly captions: readonly Span[];
}

/** Adds labels, headings and the place of the values to the rows. Digits in periods and captions are no values. */
export function readLayout(text: string, rows: readonly RowLine[], { periods, captions }: LayoutOptions): LayoutLine[] {
  const spans = [...periods.flatMap(({ span }) => span ?? []), ...captions].sort((a, b) => a.start - b.start);
  const inWords = spanLookup(spans);
  const words = blank(text, captions);
  const lines: LayoutLine[] = [];
  let heading = '';
  let heads: readonly string[] = [];
  let table = 0;
  for (const line of rows) {
    const values = line.row ? findValues(text, line, inWords) : [];
    const from = values[0]?.start ?? line.end + 1;
    const label = words.slice(line.start, Math.min(from, line.end)).replace(/[|\t]/gu, ' ').trim();
    if (!line.row && line.end - line.start > LONGEST_LABEL) {
      table += 1;
      heading = '';
      heads = [];
    } else if (values.length === 0 && label !== '') {
      heading = label;
      if (line.cells !== undefined) heads = addHeads(words, line.cells, lines.at(-1)?.values.length === 0 ? heads : []);
    }
    lines.push({ ...line, label, valuesFrom: from, values, heading, heads, table });
  }
  return withoutFootnotes(text, lines);
}

/** The text with blanks for its captions: "except per share data" is no label of a row. */
function blank(text: string, captions: readonly Span[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of captions) {
    parts.push(text.slice(from, start), ' '.repeat(end - start));
    from = end;
  }
  return parts.join('') + text.slice(from);
}

/** The heads of a header row, below those of the row above it. An empty cell belongs to the head on its left. */
function addHeads(text: string, cells: readonly Span[], above: readonly string[]): string[] {
  let last = '';
  return cells.map(({ start, end }, index) => {
    const content = text.slice(start, end).trim();
    last = content === '' ? last : content;
    return index === 0 ? '' : `${above[index] ?? ''} ${last}`.trim().slice(-LONGEST_HEAD);
  });
}

/** "(1)" before the values of a row is a footnote mark where the row would have one value more than its table has columns. */
function withoutFootnotes(text: string, lines: readonly LayoutLine[]): LayoutLine[] {
  const columns = usualColumns(lines);
  return lines.map((line) => {
    const [first, second] = line.values;
    if (first === undefined || second === undefined || line.cells !== undefined) return line;
    if (line.values.length !== (columns.get(line.table) ?? 0) + 1) return line;
    if (!/^\s*\(\s?\d{1,2}\s?\)\s*$/u.test(text.slice(first.start, first.end))) return line;
    return { ...line, values: line.values.slice(1), valuesFrom: second.start };
  });
}

/** The most frequent number of values of each table's rows. */
function usualColumns(lines: readonly LayoutLine[]): Map<number, number> {
  const counts = new Map<number, Map<number, number>>();
  for (const { table, values } of lines) {
    if (values.length === 0) continue;
    const count = counts.get(table) ?? new Map<number, number>();
    count.set(values.length, (count.get(values.length) ?? 0) + 1);
    counts.set(table, count);
  }
  return new Map([...counts].map(([table, count]) => [table, [...count].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0]));
}

function splitCells(content: string, start: number): Span[] {
  const cells: Span[] = [];
  let from = start;
  for (const match of content.matchAll(content.includes('|') ? /\|/gu : /\t+|(?<=\S) {3,}(?=\S)/gu)) {
    cells.push({ start: from, end: start + match.index });
    from = start + match.index + match[0].length;
  }
  cells.push({ start: from, end: start + content.length });
  return content.trimStart().startsWith('|') && !content.startsWith(' ') ? cells.slice(1) : cells;
}

/** The values of a row; none where no value has a digit outside of a period or caption, as in header rows. */
function findValues(text: string, { start, end, cells }: RowLine, inWords: (offset: number) => boolean): Span[] {
  const values =
    cells === undefined
      ? trailingValues(text.slice(start, end))
          .reverse()
          .map((value) => ({ start: start + value.start, end: start + value.end }))
      : valueCells(text, cells);
  const first = values.findIndex((value) => hasAmount(text, value, inWords));
  if (first < 0) return [];
  const stub = values.slice(0, first).some((value) => /\d/.test(text.slice(value.start, value.end)));
  return stub ? values.slice(first) : values;
}

/** The cells behind the label that are values; a row of one cell only is its own value. */
function valueCells(text: string, cells: readonly Span[]): Span[] {
  const filled = cells.filter((cell) => text.slice(cell.start, cell.end).trim() !== '');
  const behindLabel = filled.length === 1 || filled[0] !== cells[0] ? filled : filled.slice(1);
  return behindLabel.filter((cell) => looksLikeValue(text.slice(cell.start, cell.end)));
}

/** A value has hardly any words: "$ 15,126", "(3.4)%", "12.5 million", "—". */
function looksLikeValue(cell: string): boolean {
  if (cell.length > 60) return false;
  return (
    /^\W*(?:[A-Z]{1,3}[$€£]?\s?)?\W*\d[^A-Za-z]*(?:(?:x|bps|bp|pts|percent|thousand|million|billion|trillion|shares|times|[kmb]|mm|bn)\b\W*){0,2}(?:\([a-z\d]{1,2}\))?\s*$/iu.test(
      cell,
    ) || /^\s*[$€£]?\s*(?:—|–|-|n\/a|n\/m|nm)\s*%?\s*$/iu.test(cell)
  );
}

/** Whether a cell has a digit outside of periods and captions. A footnote mark behind a period ("2019 (1)") is none. */
function hasAmount(text: string, { start, end }: Span, inWords: (offset: number) => boolean): boolean {
  let words = false;
  for (let offset = start; offset < end; offset += 1) {
    if (inWords(offset)) words = true;
    else if (/\d/.test(text.charAt(offset)))
      return !(words && FOOTNOTE_END.test(text.slice(Math.max(start, offset - 2), end)));
  }
  return false;
}

/** Questions about the line an offset lies in. */
export interface Places {
  /** Whether it lies among the values of a table row. */
  readonly inValues: (offset: number) => boolean;
  /** Whether it lies in a row whose cells are parted by `|` or tabs. */
  readonly inCell: (offset: number) => boolean;
  /** Where its row ends; outside of tables a number may go on in the next line. */
  readonly reach: (offset: number) => number;
}

/** Answers where in the layout an offset lies. */
export function placesOf(lines: readonly LayoutLine[], length: number): Places {
  const lineAt = (offset: number): LayoutLine | undefined => lines[lastAtOrBefore(lines, offset)];
  return {
    inValues: (offset) => {
      const line = lineAt(offset);
      return line?.row === true && offset >= line.valuesFrom && offset < line.end;
    },
    inCell: (offset) => lineAt(offset)?.cells !== undefined,
    reach: (offset) => {
      const line = lineAt(offset);
      return line?.row === true ? line.end : length;
    },
  };
}
