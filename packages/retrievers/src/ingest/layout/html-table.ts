/** A table while its tags come in. Cells that span columns or rows leave blank ones, so that columns stay in line. */
const MOST_SPAN = 50;
/** Cells longer than this hold running text: the table only arranges a page. */
const LONGEST_CELL = 600;

interface Row {
  readonly cells: string[];
  /** All its cells are headings. */
  header: boolean;
}

export interface CellSpan {
  readonly columns: number;
  readonly rows: number;
  readonly header: boolean;
}

export class HtmlTable {
  caption = '';
  /** Holds a table itself, or running text: what is in it is no data. */
  isLayout = false;
  readonly #rows: Row[] = [];
  /** For each column, in how many more rows a cell from above stands. */
  readonly #reserved: number[] = [];

  openRow(): void {
    this.#rows.push({ cells: [], header: true });
    this.#skipReserved();
  }

  addCell(text: string, { columns, rows, header }: CellSpan): void {
    if (this.#rows.length === 0) this.openRow();
    const row = this.#rows.at(-1);
    if (row === undefined) return;
    if (text.length > LONGEST_CELL) this.isLayout = true;
    if (text !== '' && !header) row.header = false;
    for (let span = 0; span < Math.min(columns, MOST_SPAN); span++) {
      this.#reserved[row.cells.length] = Math.min(rows, MOST_SPAN) - 1;
      row.cells.push(span === 0 ? text : '');
    }
    this.#skipReserved();
  }

  /** The rows so far, and forgets them. */
  takeRows(): { cells: string[]; header: boolean }[] {
    return this.#rows.splice(0);
  }

  #skipReserved(): void {
    const row = this.#rows.at(-1);
    if (row === undefined) return;
    for (let left = this.#reserved[row.cells.length] ?? 0; left > 0; left = this.#reserved[row.cells.length] ?? 0) {
      this.#reserved[row.cells.length] = left - 1;
      row.cells.push('');
    }
  }
}
