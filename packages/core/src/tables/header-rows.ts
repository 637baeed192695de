import { readMeasure } from './measures.ts';
import { readPeriodMarks } from './period-marks.ts';
import { isEmptyCell, looksLikeYear, readCell } from './read-cell.ts';

/**
 * What a row of the grid is:
 * `header` names columns, `heading` names the rows below it (a section), `data` carries numbers or words under the columns,
 * `empty` says nothing.
 */
export type RowKind = 'header' | 'heading' | 'data' | 'empty';

interface Shape {
  readonly label: boolean;
  readonly filled: number;
  readonly numbers: number;
  readonly years: number;
  readonly dashes: number;
}

/** Sorts the rows of a tidy grid; linear in the number of cells. */
export function classifyRows(grid: readonly (readonly string[])[]): RowKind[] {
  const shapes = grid.map(shapeOf);
  const firstData = shapes.findIndex(isData);
  return grid.map((row, index) => {
    const shape = shapes[index];
    if (shape === undefined) return 'empty';
    if (shape.filled === 0 && !shape.label) return index < firstData && isSigns(row) ? 'header' : 'empty';
    if (firstData === -1) return index === 0 ? 'header' : 'data';
    if (index < firstData) return opening(grid, shapes, index, firstData);
    return later(row, shape, shapes[index + 1]);
  });
}

const SIGN = /^[%$€£¥]$/;

/** "%" under each year says what the column counts. */
function isSigns(row: readonly string[]): boolean {
  return row.some((cell) => SIGN.test(cell)) && row.every((cell) => cell === '' || SIGN.test(cell));
}

function shapeOf(row: readonly string[]): Shape {
  const label = row[0] ?? '';
  const shape = { label: label !== '' && !isEmptyCell(label), filled: 0, numbers: 0, years: 0, dashes: 0 };
  for (let column = 1; column < row.length; column++) {
    const cell = row[column] ?? '';
    if (cell === '' || SIGN.test(cell)) continue;
    if (isEmptyCell(cell)) {
      shape.dashes++;
      continue;
    }
    shape.filled++;
    if (looksLikeYear(cell)) shape.years++;
    else if (readCell(cell) !== undefined) shape.numbers++;
  }
  return shape;
}

function isData(shape: Shape): boolean {
  if (shape.numbers > 0) return shape.label || shape.numbers > 1 || shape.years === 0;
  return shape.label && shape.dashes > 0 && shape.filled === 0;
}

/** Before the first number: headers, unless a lone label stands right above the data and so is a section's name. */
function opening(
  grid: readonly (readonly string[])[],
  shapes: readonly Shape[],
  index: number,
  firstData: number,
): RowKind {
  const shape = shapes[index];
  if (shape === undefined || shape.filled > 0) return 'header';
  const headerBelow = shapes.slice(index + 1, firstData).some((below) => below.filled > 0);
  if (headerBelow) return 'header';
  const label = grid[index]?.[0] ?? '';
  return readMeasure(label, { strict: true }).scale === undefined || label.length > 80 ? 'heading' : 'header';
}

/** After the first number: a new block of headers shows by periods or measures under an empty label. */
function later(row: readonly string[], shape: Shape, next: Shape | undefined): RowKind {
  if (shape.filled === 0) return shape.dashes > 0 ? 'data' : 'heading';
  if (shape.numbers > 0 || shape.dashes > 0) return 'data';
  const cells = row.slice(1).filter((cell) => cell !== '');
  const allPeriods = cells.every((cell) => looksLikeYear(cell) || readPeriodMarks(cell).length > 0);
  if (!shape.label) return allPeriods || cells.every((cell) => cell.length < 60) ? 'header' : 'data';
  if (next === undefined || !isData(next) || cells.length < 2) return 'data';
  const manyYears = shape.years === shape.filled && ascendingOrDescending(cells);
  return manyYears || cells.every((cell) => /^(?:fy|fiscal|years? end|q[1-4]\b)/i.test(cell)) ? 'header' : 'data';
}

/** "2019 | 2018 | 2017" beside a label: columns of years rather than amounts that look like years. */
function ascendingOrDescending(cells: readonly string[]): boolean {
  const years = cells.map((cell) => Number(/\d{4}/.exec(cell)?.[0]));
  const steps = years.slice(1).map((year, index) => year - (years[index] ?? 0));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}
