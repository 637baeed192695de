import type { Span } from '../contracts/entity.ts';
import type { FIGURE_UNITS } from '../contracts/figure.ts';

export type FigureUnit = (typeof FIGURE_UNITS)[number];

/**
 * A stretch of time as a header or a question names it. Any part may be missing: the header "September 30," over the
 * header "2019" is two marks that are merged into one.
 */
export interface PeriodMark {
  readonly year?: number;
  /** 1–4. */
  readonly quarter?: number;
  /** 1–2. */
  readonly half?: number;
  /** 1–12. */
  readonly month?: number;
  /** 1–31. */
  readonly day?: number;
  /** Where it stands in the text it was read from. */
  readonly span?: Span;
}

/** What the numbers of a table, a column, a row or a cell count. A missing `scale` means that nobody says. */
export interface Measure {
  readonly unit?: FigureUnit;
  /** ISO 4217. */
  readonly currency?: string;
  /** 1, 1e3, 1e6, 1e9 or 1e12. */
  readonly scale?: number;
}

/** The number of one cell. `value` is as printed and signed: "(1,234)" in a table in thousands is -1234, scale 1e3. */
export interface Quantity extends Measure {
  readonly value: number;
  /** Digits printed after the decimal point. */
  readonly decimals: number;
}

export interface TableCell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  /** Missing when the cell is empty, a dash, "n/a" or words. */
  readonly quantity?: Quantity;
}

export interface TableColumn {
  /** Position in the grid, 0 for the labels. */
  readonly index: number;
  /** Its headers from the top level down, merged ones carried over. */
  readonly headers: readonly string[];
  readonly label: string;
  readonly periods: readonly PeriodMark[];
  readonly measure: Measure;
}

export interface TableRow {
  /** Position in `Table.rows`. */
  readonly index: number;
  /** Position among the rows that were handed in, header rows counted. */
  readonly source: number;
  readonly label: string;
  /** The headings it stands under, outermost first: ["Current assets"]. */
  readonly section: readonly string[];
  readonly periods: readonly PeriodMark[];
  readonly measure: Measure;
  readonly total: boolean;
  /** One per column of `columns`, the label's column left out. */
  readonly cells: readonly TableCell[];
  /** The columns in force here: a table may change its headers half way. */
  readonly columns: readonly TableColumn[];
}

export interface Table {
  readonly caption: string;
  /** The columns of the first header block. */
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly measure: Measure;
}
