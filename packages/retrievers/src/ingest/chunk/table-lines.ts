import type { TableBlock } from '../document.ts';

/** A table as lines of text: what is repeated in every piece, and the rows. */
export interface TableLines {
  /** Caption, unit and names of the columns. */
  readonly head: readonly string[];
  readonly rows: readonly string[];
}

/** A row a line, cells parted by ` | `; pipes around it where a blank cell at its edge would be lost otherwise. */
export function tableLines(table: TableBlock): TableLines {
  const rows = table.rows.map(rowLine).filter((line) => line !== '');
  const headers = Math.min(table.headerRows ?? 1, rows.length);
  const labels = [table.caption, table.unit].map((label) => oneLine(label ?? '')).filter((label) => label !== '');
  return { head: [...labels, ...rows.slice(0, headers)], rows: rows.slice(headers) };
}

function rowLine(row: readonly string[]): string {
  const cells = row.map(oneLine);
  if (cells.every((cell) => cell === '')) return '';
  if (cells.length === 1) return cells.join('');
  const line = cells.join(' | ');
  const isOpen = cells[0] === '' || cells.at(-1) === '';
  return (isOpen ? `| ${line} |` : line).replace(/ {2,}/gu, ' ');
}

function oneLine(cell: string): string {
  return cell.replace(/\s+/gu, ' ').trim();
}
