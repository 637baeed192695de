const MOST_HEADER_ROWS = 3;
const DATE = /^[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d$/u;
const YEAR = /^(?:FY\s?)?(?:19|20)\d\d[A-Z]?$/u;

/**
 * How many rows at the top name columns: those with no number other than a year, and with more than a label; the first
 * row where no row has a number.
 */
export function headerRowsOf(rows: readonly (readonly string[])[]): number {
  const names = rows.findIndex((row) => isData(row) || isLabelOnly(row));
  if (rows.some(isData)) return Math.min(names, MOST_HEADER_ROWS);
  return Math.min(1, rows.length);
}

function isData(row: readonly string[]): boolean {
  return row.slice(1).some((cell) => /\d/u.test(cell) && !YEAR.test(cell.trim()) && !DATE.test(cell.trim()));
}

function isLabelOnly([label = '', ...cells]: readonly string[]): boolean {
  return label !== '' && cells.every((cell) => cell === '');
}
