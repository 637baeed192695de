const MOST_HEADER_ROWS = 3;
const YEAR = /^(?:FY\s?)?(?:19|20)\d\d[A-Z]?$/u;

/** How many rows at the top name columns: those without a number other than a year; 1 where no row has a number. */
export function headerRowsOf(rows: readonly (readonly string[])[]): number {
  const first = rows.findIndex((row) => row.slice(1).some((cell) => /\d/u.test(cell) && !YEAR.test(cell.trim())));
  return first === -1 ? Math.min(1, rows.length) : Math.min(first, MOST_HEADER_ROWS);
}
