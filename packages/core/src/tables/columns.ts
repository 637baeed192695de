import { isMeasureHeader, mergeMeasures, readMeasure } from './measures.ts';
import { mergeMarks, readPeriodMarks } from './period-marks.ts';
import { isDash, looksLikeYear } from './read-cell.ts';
import type { Measure, PeriodMark, TableColumn } from './table.ts';

/** Builds the columns under one block of header rows (top level first); merged headers are carried over. */
export function readColumns(headerRows: readonly (readonly string[])[], width: number): TableColumn[] {
  const levels = headerRows.map((row, level) => carryOver(row, width, headerRows[level + 1]));
  return Array.from({ length: width }, (_, index) => readColumn(levels, index));
}

/** The measure that a header block states for the whole table: in its label cells or in one lone cell of a row. */
export function blockMeasure(headerRows: readonly (readonly string[])[]): Measure {
  const stated: Measure[] = [];
  for (const row of headerRows) {
    const filled = row.slice(1).filter((cell) => cell !== '' && !isDash(cell));
    const [only] = filled;
    if (filled.length === 1 && only !== undefined && row.length > 2) stated.push(readMeasure(only, { strict: true }));
    stated.push(readMeasure(row[0] ?? '', { strict: true }));
  }
  return mergeMeasures(...stated.filter((measure) => measure.unit !== 'percent'));
}

function readColumn(levels: readonly (readonly string[])[], index: number): TableColumn {
  const headers: string[] = [];
  let periods: PeriodMark[] = [];
  let measure: Measure = {};
  for (const level of levels) {
    const header = level[index] ?? '';
    if (header === '' || isDash(header)) continue;
    if (headers.at(-1) !== header && !isMeasureHeader(header) && !/^[%$€£¥]$/.test(header)) headers.push(header);
    if (index > 0) {
      periods = mergeMarks(periods, readPeriodMarks(header));
      const lower = readMeasure(header);
      measure = measure.unit === 'percent' && lower.unit !== 'percent' ? measure : mergeMeasures(lower, measure);
    }
  }
  return { index, headers, label: headers.join(' '), periods, measure };
}

/** Fills the blanks of one header level from the merged header that they belong to. */
function carryOver(row: readonly string[], width: number, below: readonly string[] | undefined): string[] {
  const cells = Array.from({ length: width }, (_, column) => row[column] ?? '');
  const filled = cells.flatMap((cell, column) => (column > 0 && cell !== '' ? [column] : []));
  const [first] = filled;
  if (first === undefined) return cells;
  const last = width - 1;
  // A level that is fully written, or the lowest one of several, has no merged cells.
  if (filled.length === last || (below === undefined && filled.length > last / 2)) return cells;
  if (filled.length === 1) return spreadOne(cells, first, below);
  const periodFirst = readPeriodMarks(cells[first] ?? '').length > 0;
  for (let column = 1; column <= last; column++) {
    if (cells[column] !== '') continue;
    if (column < first) cells[column] = periodFirst && below?.[column] !== '' ? (cells[first] ?? '') : '';
    else cells[column] = cells[column - 1] ?? '';
  }
  return cells;
}

/** One lone header: over everything when it stands first, in the middle or above nothing but years, else over what is right of it. */
function spreadOne(cells: readonly string[], at: number, below: readonly string[] | undefined): string[] {
  const last = cells.length - 1;
  const overYears = below?.slice(1).every(looksLikeYear) ?? false;
  const overAll = overYears || at === 1 || at === Math.floor((1 + last) / 2) || isMeasureHeader(cells[at] ?? '');
  const from = overAll ? 1 : at;
  return cells.map((cell, column) => (column >= from ? (cells[at] ?? '') : cell));
}
