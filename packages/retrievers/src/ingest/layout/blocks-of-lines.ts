import type { TableBlock, TextBlock } from '../document.ts';
import { alignRows } from './align-rows.ts';
import { headerRowsOf } from './header-rows.ts';
import { splitRow, splitRowInside } from './row-cells.ts';
import { isCaptionLine, isColumnLine, isUnitLine } from './table-labels.ts';

/** Lines without values that a table may hold between its rows: `Current assets:` and a label that was wrapped. */
const LINES_BETWEEN_ROWS = 2;
const LONGEST_LINE_BETWEEN = 90;
const CAPTION_LINES = 3;
const SHORT_LINE = 60;

interface TableSpan {
  /** First line of the table with its labels. */
  readonly start: number;
  /** First row. */
  readonly rows: number;
  /** Line after the last row. */
  readonly end: number;
}

/**
 * Tells the tables of a plain text from its prose, as text extraction leaves them: neighbouring lines with values in
 * columns, with the caption, the unit and the names of the columns above them. Loses no line.
 *
 * @param page goes on every block
 */
export function blocksOfLines(text: string, page?: number): (TextBlock | TableBlock)[] {
  const at = page === undefined ? {} : { page };
  const lines = text.split(/\r\n|\n|\r/u);
  const blocks: (TextBlock | TableBlock)[] = [];
  let done = 0;
  const addText = (end: number) => {
    const prose = lines.slice(done, end).join('\n');
    if (prose.trim() !== '') blocks.push({ kind: 'text', text: prose, ...at });
  };
  for (const span of findTables(lines)) {
    addText(span.start);
    blocks.push({ ...tableOf(lines, span), ...at });
    done = span.end;
  }
  addText(lines.length);
  return blocks;
}

function findTables(lines: readonly string[]): TableSpan[] {
  const spans: TableSpan[] = [];
  let from = 0;
  let line = 0;
  while (line < lines.length) {
    const end = splitRow(lines[line] ?? '') === undefined ? line : endOfTable(lines, line);
    if (end - line < 2) {
      line++;
      continue;
    }
    spans.push({ start: startOfLabels(lines, line, from), rows: line, end });
    from = end;
    line = end;
  }
  return spans;
}

/** The line after the last row, from a line that is a row; a table of one row is prose. */
function endOfTable(lines: readonly string[], first: number): number {
  let end = first + 1;
  let between = 0;
  for (let line = first + 1; line < lines.length && between <= LINES_BETWEEN_ROWS; line++) {
    const content = lines[line] ?? '';
    if (splitRowInside(content) !== undefined) {
      end = line + 1;
      between = 0;
    } else if (content.trim() !== '') {
      if (content.length > LONGEST_LINE_BETWEEN || /\.$/u.test(content.trimEnd())) break;
      between++;
    }
  }
  return end;
}

/** Names of columns and the unit above the first row, then the caption: one line, or several that are short. */
function startOfLabels(lines: readonly string[], rows: number, from: number): number {
  let start = rows;
  while (start > from && isLabel(lines[start - 1] ?? '')) start--;
  for (let count = 0; count < CAPTION_LINES; count++) {
    const above = previousContent(lines, start, from);
    const line = above === undefined ? '' : (lines[above] ?? '');
    if (above === undefined || !isCaptionLine(line) || (count > 0 && line.length > SHORT_LINE)) break;
    start = above;
  }
  return start;
}

function isLabel(line: string): boolean {
  return line.trim() === '' || isUnitLine(line) || isColumnLine(line);
}

function previousContent(lines: readonly string[], before: number, from: number): number | undefined {
  for (let line = before - 1; line >= from; line--) if ((lines[line] ?? '').trim() !== '') return line;
  return undefined;
}

function tableOf(lines: readonly string[], { start, rows, end }: TableSpan): TableBlock {
  const labels = contents(lines.slice(start, rows));
  const unitAt = labels.findIndex(isUnitLine);
  const columnsAt = labels.findIndex((line, at) => at !== unitAt && isColumnLine(line));
  const captionEnd = Math.min(...[unitAt, columnsAt, labels.length].filter((at) => at !== -1));
  const caption = labels.slice(0, captionEnd).join(' ');
  const unit = labels[unitAt];
  const columns = labels.filter((_, at) => at >= captionEnd && at !== unitAt).map((line) => [line]);
  const body = alignRows(contents(lines.slice(rows, end)).map((line) => splitRowInside(line) ?? [line]));
  return {
    kind: 'table',
    rows: [...columns, ...body],
    headerRows: columns.length + headerRowsOf(body),
    ...(caption === '' ? {} : { caption }),
    ...(unit === undefined ? {} : { unit }),
  };
}

function contents(lines: readonly string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}
