import type { Span } from '../contracts/entity.ts';
import type { Period } from '../contracts/figure.ts';
import { spanLookup } from './spans.ts';
import type { RowLine } from './table-layout.ts';

/**
 * Takes out the "years" that are amounts: in a table whose numbers have no thousands separator, the 1985 of
 * "additions | 2100 | 1985 | 5400" is no year. A cell is an amount where its row has a label and another amount, and its
 * column another amount.
 */
export function withoutYearCells(text: string, rows: readonly RowLine[], periods: readonly Period[]): Period[] {
  const inPeriod = spanLookup(periods.flatMap(({ span }) => span ?? []));
  const amounts = new Set<number>();
  for (const block of tables(rows)) {
    const grid = block.map((cells) =>
      cells.map((cell) => cellKind(text.slice(cell.start, cell.end), inPeriod, cell.start)),
    );
    const amountColumns = new Set(grid.flatMap((kinds) => kinds.flatMap((kind, x) => (kind === 'amount' ? x : []))));
    for (const [y, kinds] of grid.entries()) {
      if (kinds[0] !== 'other' || !(kinds.includes('amount') || isNoHeader(text, block[y] ?? [], kinds))) continue;
      for (const [x, kind] of kinds.entries()) {
        const cell = block[y]?.[x];
        if (kind === 'year' && cell !== undefined && amountColumns.has(x)) {
          amounts.add(cell.start + text.slice(cell.start, cell.end).search(/\d/));
        }
      }
    }
  }
  return amounts.size === 0
    ? [...periods]
    : periods.filter(({ span }) => span === undefined || !amounts.has(span.start));
}

/** The cells of consecutive rows. */
function tables(rows: readonly RowLine[]): Span[][][] {
  const blocks: Span[][][] = [];
  let block: Span[][] = [];
  for (const { cells } of rows) {
    if (cells !== undefined) block.push([...cells]);
    else if (block.length > 0) {
      blocks.push(block);
      block = [];
    }
  }
  if (block.length > 0) blocks.push(block);
  return blocks;
}

/** Two or more "years" that do not follow each other head no columns. */
function isNoHeader(text: string, cells: readonly Span[], kinds: readonly string[]): boolean {
  const years = cells
    .filter((_, index) => kinds[index] === 'year')
    .map(({ start, end }) => Number(text.slice(start, end)));
  const steps = years.slice(1).map((year, index) => Math.abs(year - (years[index] ?? year)));
  return steps.length > 0 && steps.every((step) => step > 1);
}

function cellKind(cell: string, inPeriod: (offset: number) => boolean, start: number): 'year' | 'amount' | 'other' {
  const content = cell.trim();
  if (/^(?:(?:19[5-9]|20\d)\d|2100)$/.test(content)) return 'year';
  const digit = cell.search(/\d/);
  if (digit < 0 || inPeriod(start + digit)) return 'other';
  return /[A-Za-z]{2}/.test(content) ? 'other' : 'amount';
}
