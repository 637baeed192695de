import type { Span } from '../contracts/entity.ts';
import type { EvidenceCell, EvidenceRow, EvidenceTable } from './evidence.ts';
import { isPeriodCell, isValueCell, splitCells } from './table-cells.ts';

/** A line of a passage with its place. */
export interface Line {
  readonly text: string;
  readonly span: Span;
}

interface CellLine extends Line {
  readonly cells: readonly string[];
}

/**
 * Reads the lines of one table: which head it, what its unit is, and each row with the names of its columns.
 *
 * @param lines the lines of the table, in order; lines between the rows may be wrapped labels or group heads
 * @param before what stands directly above: the caption
 * @param heading the heading the table stands under
 */
export function readTable(lines: readonly Line[], before: string, heading: string): EvidenceRow[] {
  const rows = withoutOuterBars(lines.map((line) => ({ ...line, cells: splitCells(line.text) }))).filter(isFilled);
  const headers = headerCount(rows);
  const head = rows.slice(0, headers);
  const table: EvidenceTable = {
    caption: before,
    heading,
    unit: unitOf([before, ...head.flatMap(({ cells }) => cells)]),
  };
  const names = columnNames(head);
  const result: EvidenceRow[] = [];
  let group = '';
  let wrapped = '';
  for (const { cells, span, text } of rows.slice(headers)) {
    const [first = '', ...values] = cells;
    if (repeatsHead(values, names)) {
      group = first;
      continue;
    }
    if (values.every((value) => value === '')) {
      if (/:$|^[A-Z\s]+$/.test(first) || text.includes('|')) group = first.replace(/:$/, '');
      else wrapped = first;
      continue;
    }
    const continues = wrapped !== '' && (/^[a-z(&]/.test(first) || first === '');
    if (wrapped !== '' && !continues) group = wrapped;
    const label = continues ? `${wrapped} ${first}`.trim() : first;
    wrapped = '';
    result.push({ kind: 'row', text, span, label, group, cells: named(values, names), table });
    if (/^total\b/i.test(label)) group = '';
  }
  return result;
}

/** In Markdown every row begins and ends with a bar; elsewhere an empty first cell is a cell. */
function withoutOuterBars(rows: readonly CellLine[]): CellLine[] {
  const barred = rows.filter(({ cells }) => cells.length > 0);
  const isMarkdown = barred.every(({ cells }) => cells.length > 2 && cells[0] === '' && cells.at(-1) === '');
  return isMarkdown ? rows.map((row) => ({ ...row, cells: row.cells.slice(1, -1) })) : [...rows];
}

function isFilled({ cells }: CellLine): boolean {
  return cells.some((cell) => cell !== '');
}

/** Header lines come first and hold names, periods or units, no values. A single line is a row. */
function headerCount(rows: readonly CellLine[]): number {
  let count = 0;
  for (const { cells } of rows) {
    const [first = '', ...others] = cells;
    const isHead = !others.some(isValueCell) && others.some((cell) => cell !== '');
    const isRow = count > 0 && first !== '' && !others.some(isPeriodCell) && !isUnitLine(cells);
    if (!isHead || isRow) break;
    count += 1;
  }
  return count < rows.length ? count : Math.max(0, rows.length - 1);
}

/** A head that stands again inside of the table, to begin another part of it. */
function repeatsHead(values: readonly string[], names: readonly string[]): boolean {
  const filled = values.filter((value) => value !== '');
  return filled.length > 0 && filled.every((value) => !isValueCell(value) && names.includes(value));
}

function isUnitLine(cells: readonly string[]): boolean {
  return unitOf(cells) !== '';
}

/**
 * The name of each column after the first: its header cells from top to bottom, doubles once. A head above several
 * columns stands in the first of them.
 */
function columnNames(head: readonly CellLine[]): string[] {
  const width = Math.max(0, ...head.map(({ cells }) => cells.length - 1));
  const lines = head.map(({ cells }, index) => {
    const own = cells.slice(1);
    const placed = [...Array<string>(width - own.length).fill(''), ...own];
    return index < head.length - 1 && !isUnitLine(cells) ? spread(placed) : placed;
  });
  return Array.from({ length: width }, (_, column) => {
    const parts = lines.map((line) => line[column] ?? '').filter((part) => part !== '' && !ONLY_SCALE.test(part));
    return [...new Set(parts)].join(' ');
  });
}

const ONLY_SCALE = /^\(?\s*in\s?(?:thousands|millions|billions)[^)]*\)?$/i;

function spread(cells: readonly string[]): string[] {
  return cells.map((cell, index) => cell || (cells.slice(0, index).findLast((before) => before !== '') ?? ''));
}

/** Values meet the columns one to one; where the counts differ, they are counted from the right. */
function named(values: readonly string[], names: readonly string[]): EvidenceCell[] {
  const offset = Math.max(0, names.length - values.length);
  return values.map((text, index) => ({ text, column: names[index + offset] ?? '' }));
}

const SCALE = '(?:thousands|millions|billions|trillions)';
const UNIT_PATTERNS = [
  new RegExp(String.raw`\(([^()]*\b(?:in\s?)?${SCALE}\b[^()]*)\)`, 'i'),
  new RegExp(
    String.raw`((?:(?:amounts|dollars|figures|US\$|USD|\$)\s+)?(?:expressed\s+)?in\s?${SCALE}\b(?:\s+of\s+[\w. ]+?dollars|[^|.;:)]{0,60}(?:per|share)[^|.;:)]{0,30})?)`,
    'i',
  ),
  /\(([^()]*(?:\bin\s+(?:US\s+)?(?:dollars|percent|euros?|shares)\b|percent|per share|basis points|^%$|US\$|\$)[^()]*)\)/i,
];

/** Unit and scale in the words of caption and header; empty when they name none. */
export function unitOf(texts: readonly string[]): string {
  for (const pattern of UNIT_PATTERNS) {
    for (const text of texts) {
      const unit = pattern.exec(text)?.[1];
      if (unit !== undefined) return readable(unit);
    }
  }
  return '';
}

function readable(unit: string): string {
  const text = unit
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\bin(?=thousands|millions|billions)/i, 'in ');
  return new RegExp(`^${SCALE}`, 'i').test(text) ? `in ${text[0]?.toLowerCase()}${text.slice(1)}` : text;
}
