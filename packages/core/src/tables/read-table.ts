import { blockMeasure, readColumns } from './columns.ts';
import { findTableBlocks, tidyGrid } from './grid.ts';
import { classifyRows } from './header-rows.ts';
import { mergeMeasures, readMeasure } from './measures.ts';
import { mergeMarks, readPeriodMarks } from './period-marks.ts';
import { isEmptyCell, looksLikeYear, readCell } from './read-cell.ts';
import type { Measure, PeriodMark, Quantity, Table, TableCell, TableColumn, TableRow } from './table.ts';

export interface ReadTableOptions {
  /** What stands above the table or says what its numbers count: "(amounts in millions)". */
  readonly caption?: string;
}

const TOTAL = /^(?:sub-?\s?)?totals?\b|\btotals?:?$|^balances? at end|^net (?:increase|decrease|change) in/i;

/**
 * Reads a table of a filing: rows of cells, or text whose lines are cells split by " | ". Finds the header rows, carries
 * merged headers over, puts each row under its headings ("Current assets" > "Cash"), and says per cell what number stands
 * there, in which unit, scale and period. Linear in the number of cells; never throws: what cannot be read has no quantity.
 */
export function readTable(input: readonly (readonly string[])[] | string, options: ReadTableOptions = {}): Table {
  const block = typeof input === 'string' ? findTableBlocks(input)[0] : undefined;
  const source = typeof input === 'string' ? (block?.rows ?? []) : input;
  const caption = options.caption ?? block?.caption ?? '';
  const grid = tidyGrid(source);
  const kinds = classifyRows(grid);
  const stated = mergeMeasures(
    blockMeasure(grid.filter((_, index) => kinds[index] === 'header')),
    readMeasure(caption, { strict: true }),
  );
  const rows = readRows(grid, kinds, stated);
  const measure = stated.scale === undefined ? mergeMeasures(stated, sharedMeasure(rows[0]?.columns ?? [])) : stated;
  return { caption, columns: rows[0]?.columns ?? headerColumns(grid, kinds), rows, measure };
}

/** What every column with a scale of its own agrees on. */
function sharedMeasure(columns: readonly TableColumn[]): Measure {
  const scales = new Set(
    columns.map(({ measure }) => measure.scale).filter((scale) => scale !== undefined && scale > 1),
  );
  const [scale] = scales;
  return scales.size === 1 && scale !== undefined ? { scale } : {};
}

function headerColumns(grid: readonly string[][], kinds: readonly string[]): TableColumn[] {
  const headers = grid.filter((_, index) => kinds[index] === 'header');
  return readColumns(headers, grid[0]?.length ?? 0);
}

function readRows(grid: readonly string[][], kinds: readonly string[], table: Measure): TableRow[] {
  const rows: TableRow[] = [];
  let headers: string[][] = [];
  let columns: TableColumn[] | undefined;
  let sections = new Sections();
  for (const [source, line] of grid.entries()) {
    const kind = kinds[source];
    if (kind === 'empty') continue;
    if (kind === 'header') {
      if (columns !== undefined) {
        headers = [];
        sections = new Sections();
      }
      columns = undefined;
      headers.push(line);
      continue;
    }
    columns ??= readColumns(headers, line.length);
    if (kind === 'heading') {
      sections.open(line[0] ?? '');
      continue;
    }
    const row = readRow({ line, source, index: rows.length, section: sections.path(), columns, table });
    rows.push(row);
    sections.passed(row.total);
  }
  return rows;
}

interface RowInput {
  readonly line: readonly string[];
  readonly source: number;
  readonly index: number;
  readonly section: readonly string[];
  readonly columns: readonly TableColumn[];
  readonly table: Measure;
}

function readRow({ line, source, index, section, columns, table }: RowInput): TableRow {
  const label = cleanLabel(line[0] ?? '');
  const measure = mergeMeasures(labelMeasure(label), ...section.map(labelMeasure).reverse());
  const cells: TableCell[] = [];
  for (let column = 1; column < line.length; column++) {
    const text = line[column] ?? '';
    const quantity = cellQuantity(text, [measure, columns[column]?.measure ?? {}, table]);
    cells.push({ row: index, column, text, ...(quantity === undefined ? {} : { quantity }) });
  }
  return {
    index,
    source,
    label,
    section,
    periods: rowPeriods(label, section),
    measure,
    total: TOTAL.test(label) || label === '',
    cells,
    columns,
  };
}

function cellQuantity(text: string, around: readonly Measure[]): Quantity | undefined {
  const quantity = readCell(text);
  if (quantity === undefined) return undefined;
  const plainYear = looksLikeYear(text);
  // A currency sign in the cell speaks against "%" in a header such as "% of sales" only for this cell.
  const outer = quantity.unit === undefined ? around : around.filter((measure) => measure.unit !== 'percent');
  const measure = mergeMeasures(quantity, ...outer);
  const scale = plainYear ? undefined : measure.scale;
  return { value: quantity.value, decimals: quantity.decimals, ...measure, ...(scale === undefined ? {} : { scale }) };
}

/** Only what a row label says with certainty: "per share", "%", "(in thousands)". */
function labelMeasure(label: string): Measure {
  return label === '' ? {} : readMeasure(label, { strict: true });
}

function rowPeriods(label: string, section: readonly string[]): PeriodMark[] {
  let periods: PeriodMark[] = [];
  for (const heading of section) periods = mergeMarks(periods, readPeriodMarks(heading));
  return mergeMarks(periods, readPeriodMarks(label));
}

/** Takes leader dots and footnote marks off: "Cash ..... (1)" is "Cash". */
function cleanLabel(label: string): string {
  if (isEmptyCell(label)) return '';
  return label
    .replace(/(?:\s*\.){3,}\s*/g, ' ')
    .replace(/(?:\s*\(\s?(?:\d{1,2}|[a-z])\s?\))+\s*:?$/i, '')
    .trim();
}

/** The headings in force: two in a row nest, a total closes the innermost one. */
class Sections {
  #stack: string[] = [];
  #fresh = false;

  open(heading: string): void {
    const label = cleanLabel(heading).replace(/:$/, '');
    this.#stack = this.#fresh
      ? [...this.#stack.slice(-1), label]
      : [...this.#stack.slice(0, this.#stack.length - 1), label];
    this.#fresh = true;
  }

  path(): readonly string[] {
    return this.#stack;
  }

  passed(total: boolean): void {
    this.#fresh = false;
    if (total) this.#stack = this.#stack.slice(0, -1);
  }
}
