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
  /** The period of a heading over all columns, such as a line "December 31, 2019" between the rows. */
  readonly section?: Period;
}

const NO_HEADER: Header = { periods: [], cells: 0 };

export type ColumnPeriods = (line: LayoutLine, offset: number) => Period | undefined;

/** Finds the period of a value: of its column, else of its row ("2020 | 500"), else of the heading above its rows. */
export function columnPeriods(
  text: string,
  lines: readonly LayoutLine[],
  periods: readonly PlacedPeriod[],
): ColumnPeriods {
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
      header = nextHeader(text, line, { header, open, inside });
      open = header.periods.length <= MOST_COLUMNS;
    }
  }
  return (line, offset) => {
    const header = headers.get(line.start) ?? NO_HEADER;
    const [own, second] = between(periods, line.start, line.end);
    const stub = own !== undefined && second === undefined && own.start < line.valuesFrom ? own.period : undefined;
    return columnPeriod(header, line, offset) ?? stub ?? header.section;
  };
}

interface HeaderState {
  readonly header: Header;
  /** Whether no values stand between the header so far and this line. */
  readonly open: boolean;
  readonly inside: readonly PlacedPeriod[];
}

function nextHeader(text: string, line: LayoutLine, { header, open, inside }: HeaderState): Header {
  const [first, second] = inside;
  const { cells } = line;
  if (first !== undefined && second === undefined) {
    const inLabel = cells === undefined || first.start < (cells[0]?.end ?? 0);
    if (inLabel && header.periods.length > 0 && !open)
      return isHeading(text, line, first) ? { ...header, section: first.period } : header;
    if (inLabel && cells !== undefined && cells.length > 1)
      return isHeading(text, line, first) ? { ...NO_HEADER, section: first.period } : header;
  }
  return cells === undefined
    ? { periods: [...(open ? header.periods : []), ...inside.map(({ period }) => period)], cells: 0 }
    : overCells(text, cells, inside, open && header.cells === cells.length ? header.periods : []);
}

/** A line that is hardly more than its period: "As of December 31, 2019". "Notes due 2025" is a label. */
function isHeading(text: string, { start, end }: Span, period: PlacedPeriod): boolean {
  const before = text.slice(start, period.start);
  if (/\b(?:due|matur|expir|issued|plan|program|acqui)/iu.test(before)) return false;
  return `${before}${text.slice(period.end, end)}`.replace(/[^\p{L}]/gu, '').length <= 24;
}

/** A header row of cells over what the rows above it say. Heads at even distances, blank between, cover what follows them. */
function overCells(
  text: string,
  cells: readonly Span[],
  inside: readonly PlacedPeriod[],
  above: ReadonlyArray<Period | undefined>,
): Header {
  const periods = [...above];
  const places = inside.map(({ start }) => lastAtOrBefore(cells, start));
  const width = evenWidth(places, cells.length);
  for (const [index, { period }] of inside.entries()) {
    const cell = places[index] ?? 0;
    for (let column = cell; column < cell + width; column += 1) {
      const own = cells[column];
      if (own === undefined || (column > cell && text.slice(own.start, own.end).trim() !== '')) break;
      // "2019" under "Q1 2019" adds nothing.
      if (periods[column] === undefined || period.kind !== 'year') periods[column] = period;
    }
  }
  return { periods, cells: cells.length };
}

/** How many columns each head covers: 2 for heads in cells 1 and 3 of 5, 1 where the distances differ. */
function evenWidth(places: readonly number[], cells: number): number {
  const [first, second] = places;
  if (first === undefined || second === undefined) return 1;
  const width = second - first;
  const even =
    places.every((place, index) => place === first + index * width) && first + places.length * width <= cells;
  return even ? Math.max(1, width) : 1;
}

/** A single period over several columns is a heading of them all, and which are its own is not to be seen. */
function columnPeriod({ periods, cells }: Header, line: LayoutLine, offset: number): Period | undefined {
  const named = periods.filter((period) => period !== undefined);
  if (named.length === 1 && line.values.length > 1) return undefined;
  if (line.cells !== undefined && line.cells.length === cells) return periods[lastAtOrBefore(line.cells, offset)];
  return named.length === line.values.length ? named[lastAtOrBefore(line.values, offset)] : undefined;
}
