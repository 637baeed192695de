import { headerRowsOf } from './header-rows.ts';

const FOOTNOTE = /^\(\d\)$/u;

/**
 * Puts the cells of rows that were read line by line under each other: names of columns get a blank cell where the
 * labels of the rows stand, and a footnote mark that was taken for a value goes back to its label.
 */
export function alignRows(rows: readonly (readonly string[])[]): string[][] {
  const width = usualWidth(rows);
  const headers = headerRowsOf(rows);
  return rows.map((row, index) => {
    const missing = width - row.length;
    if (index < headers && row.length > 1 && missing > 0) return [...new Array<string>(missing).fill(''), ...row];
    const [label = '', mark = '', ...values] = row;
    return missing === -1 && FOOTNOTE.test(mark) ? [`${label} ${mark}`, ...values] : [...row];
  });
}

/** The number of cells that most rows have; of several, the largest. */
function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [usual = 1] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  return usual;
}
