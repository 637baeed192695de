import type { Span } from '../contracts/entity.ts';
import { parsePeriods } from '../figures/periods.ts';
import type { EvidenceCell, EvidenceRow, EvidenceTable } from './evidence.ts';
import { isHeadLine, periodHead } from './period-head.ts';
import { isPeriodCell, isValueCell, splitCells } from './table-cells.ts';
import { unitOf } from './table-unit.ts';

/** A line of a passage with its place. */
export interface Line {
  readonly text: string;
  readonly span: Span;
}

interface CellLine extends Line {
  readonly cells: readonly string[];
}

/** What stands above a table. */
export interface TablePlace {
  readonly heading: string;
  readonly caption: string;
  /** The lines of text above. */
  readonly above: readonly string[];
  /** The names of the columns of the table before, when nothing but names of groups stands between. */
  readonly inherited: readonly string[];
}

/** The rows of a table and the names of its columns. */
export interface ReadTable {
  readonly rows: EvidenceRow[];
  readonly names: readonly string[];
}

/**
 * Reads the lines of one table: which head it, what its unit is, and each row with the names of its columns.
 *
 * @param lines the lines of the table, in order; lines between the rows may be wrapped labels or group heads
 * @param place what the table stands under
 */
export function readTable(lines: readonly Line[], { caption, above, heading, inherited }: TablePlace): ReadTable {
  const rows = withoutOuterBars(lines.map((line) => ({ ...line, cells: splitCells(line.text) }))).filter(isFilled);
  const headers = headerCount(rows);
  const head = rows.slice(0, headers);
  const table: EvidenceTable = {
    caption,
    heading,
    unit: unitOf([caption, ...head.flatMap(({ cells }) => cells)]),
  };
  const width = usualWidth(rows.slice(headers)) - 1;
  const own = namesOf(head, [...above, ...head.map(({ text }) => text)], width);
  const names = own.length === 0 && inherited.length === width ? inherited : own;
  const columns = Array.from({ length: width }, (_, index) => columnOf(names[index] ?? ''));
  const result: EvidenceRow[] = [];
  let group = '';
  let wrapped = '';
  for (const { cells, span, text } of isContents(rows) ? [] : rows.slice(headers)) {
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
    result.push({ kind: 'row', text, span, label, group, cells: named(values, columns, text.includes('|')), table });
    if (/^total\b/i.test(label)) group = '';
  }
  return { rows: result, names };
}

/**
 * In Markdown a row begins and ends with a bar; elsewhere an empty first or last cell is a cell. The usual width of the
 * table's rows tells which it is, also where only the header is written so.
 */
function withoutOuterBars(rows: readonly CellLine[]): CellLine[] {
  const filled = rows.filter(({ cells }) => cells.length > 0);
  const isMarkdown = filled.every(isBarred);
  const width = usualWidth(isMarkdown ? [] : filled.filter((row) => !isBarred(row)));
  return rows.map((row) => {
    const inside = row.cells.slice(1, -1);
    return isBarred(row) && (isMarkdown || inside.length === width) ? { ...row, cells: inside } : row;
  });
}

function isBarred({ cells }: CellLine): boolean {
  return cells.length > 2 && cells[0] === '' && cells.at(-1) === '';
}

function usualWidth(rows: readonly CellLine[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [usual] = [...counts].sort((left, right) => right[1] - left[1]);
  return usual?.[0] ?? 0;
}

/** A table of contents: names with page numbers that do not fall. */
function isContents(rows: readonly CellLine[]): boolean {
  const pages = rows.flatMap(({ cells }) =>
    cells.length === 2 && /^\d{1,3}$/.test(cells[1] ?? '') ? [Number(cells[1])] : [],
  );
  if (pages.length < FEWEST_CONTENTS || pages.length < 0.8 * rows.length) return false;
  return pages.every((page, index) => index === 0 || page >= (pages[index - 1] ?? 0));
}

const FEWEST_CONTENTS = 4;

function isFilled({ cells }: CellLine): boolean {
  return cells.some((cell) => cell !== '');
}

/** Header lines come first and hold names, periods or units, no values. A single line is a row. */
function headerCount(rows: readonly CellLine[]): number {
  let count = 0;
  for (const [index, row] of rows.entries()) {
    const isName = index === 0 && isNameOfTable(row) && isHead(rows[1]);
    if (!isName && (!isHead(row) || (count > 0 && isFirstRow(row)))) break;
    count += 1;
  }
  return count < rows.length ? count : Math.max(0, rows.length - 1);
}

function isHead(row: CellLine | undefined): boolean {
  if (row === undefined) return false;
  if (!row.text.includes('|') && isHeadLine(row.text)) return true;
  const [, ...others] = row.cells;
  return !others.some(isValueCell) && others.some((cell) => cell !== '');
}

/** Words under a head that already names the columns: a row of words. */
function isFirstRow({ cells }: CellLine): boolean {
  const [first = '', ...others] = cells;
  return first !== '' && !others.some(isPeriodCell) && !isUnitLine(cells);
}

/** "Parent | | " above the years. */
function isNameOfTable({ cells }: CellLine): boolean {
  const [first = '', ...others] = cells;
  return first !== '' && others.length > 0 && others.every((cell) => cell === '');
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
 * The columns by their ruled head, else by the periods above the rows. Names that stand twice tell nothing: what parts
 * the two stands elsewhere.
 */
function namesOf(head: readonly CellLine[], above: readonly string[], width: number): string[] {
  const isRuled = head.some(({ text }) => text.includes('|'));
  const names = isRuled || !head.some(({ text }) => isHeadLine(text)) ? columnNames(head, width) : [];
  if (!isRuled && !names.some((name) => name !== '')) return periodHead(above, width);
  if (isRuled) return names;
  return names.map((name) => (names.indexOf(name) === names.lastIndexOf(name) ? name : ''));
}

/**
 * The name of each column after the first: its header cells from top to bottom, doubles once. A head above several
 * columns stands in the first of them. A head line without a cell above the labels has one cell less than the rows.
 *
 * @param width how many values a row has
 */
function columnNames(head: readonly CellLine[], width: number): string[] {
  const lines = head.map(({ cells }, index) => {
    const own = cells.length === width ? cells : cells.slice(1);
    return index < head.length - 1 && !isUnitLine(cells) ? spread(own) : own;
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

type Column = Omit<EvidenceCell, 'text'>;

function columnOf(name: string): Column {
  return { column: name, periods: name === '' ? [] : parsePeriods(name) };
}

const NAMELESS = columnOf('');

/**
 * Values meet the columns one to one. A row of text extraction with fewer or more values than columns leaves open which
 * is missing: its values stay without names.
 */
function named(values: readonly string[], columns: readonly Column[], isRuled: boolean): EvidenceCell[] {
  const isSure = isRuled || values.length === columns.length;
  return values.map((text, index) => ({ text, ...((isSure ? columns[index] : undefined) ?? NAMELESS) }));
}
