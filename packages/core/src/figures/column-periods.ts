import type { Span } from '../contracts/entity.ts';
import type { Period } from '../contracts/figure.ts';
import { between, type PlacedPeriod } from './placed-period.ts';
import { lastAtOrBefore } from './spans.ts';
import type { LayoutLine } from './table-layout.ts';

/** More words than this between periods, and a line is prose and no heading of columns. */
const LONGEST_HEADING = 60;
const MOST_COLUMNS = 40;

/** The periods above a table's columns: by cell, or in order where blanks part the columns (`cells` 0). */
interface Header {
  readonly periods: ReadonlyArray<Period | undefined>;
  readonly cells: number;
}

const NO_HEADER: Header = { periods: [], cells: 0 };

/** Finds the period of a value: that of its column, or that of its row ("2020 | 500") where the columns have none. */
export function columnPeriods(
  lines: readonly LayoutLine[],
  periods: readonly PlacedPeriod[],
): (line: LayoutLine, offset: number) => Period | undefined {
  const headers = new Map<number, Header>();
  let header = NO_HEADER;
  let open = false;
  for (const line of lines) {
    const inside = between(periods, line.start, line.end);
    const words = inside.reduce((length, { start, end }) => length - (end - start), line.end - line.start);
    if (line.row && line.values.length > 0) {
      headers.set(line.start, header);
      open = false;
    } else if (line.cells === undefined && words > LONGEST_HEADING) {
      header = NO_HEADER;
      open = false;
    } else if (inside.length > 0 && inside.length <= MOST_COLUMNS) {
      header = under(open ? header : NO_HEADER, line.cells, inside);
      open = header.periods.length <= MOST_COLUMNS;
    }
  }
  return (line, offset) => {
    const column = columnPeriod(headers.get(line.start) ?? NO_HEADER, line, offset);
    if (column !== undefined) return column;
    const [own, second] = between(periods, line.start, line.end);
    return own !== undefined && second === undefined && own.start < line.valuesFrom ? own.period : undefined;
  };
}

/** A header row under the one above it. */
function under(above: Header, cells: readonly Span[] | undefined, inside: readonly PlacedPeriod[]): Header {
  if (cells === undefined) return { periods: [...above.periods, ...inside.map(({ period }) => period)], cells: 0 };
  const periods = above.cells === cells.length ? [...above.periods] : [];
  for (const { start, period } of inside) {
    const cell = lastAtOrBefore(cells, start);
    // "2019" under "Q1 2019" adds nothing.
    periods[cell] = periods[cell] === undefined || period.kind !== 'year' ? period : periods[cell];
  }
  return { periods, cells: cells.length };
}

/** A single period over several columns is a heading of them all, and which are its own is not to be seen. */
function columnPeriod({ periods, cells }: Header, line: LayoutLine, offset: number): Period | undefined {
  const named = periods.filter((period) => period !== undefined);
  if (named.length === 1 && line.values.length > 1) return undefined;
  if (line.cells !== undefined && line.cells.length === cells) return periods[lastAtOrBefore(line.cells, offset)];
  return named.length === line.values.length ? named[lastAtOrBefore(line.values, offset)] : undefined;
}
