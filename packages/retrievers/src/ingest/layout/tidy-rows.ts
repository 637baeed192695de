const CURRENCY = /^(?:US)?[$€£¥]\s?\(?$/u;
const CLOSING = /^[)%]+$|^%\)$/u;

/**
 * Makes the cells of a printed table out of those of its layout: a currency sign in a cell of its own goes to the number
 * behind it, a closing bracket or per cent sign to the number before it, and neighbouring columns of which no row uses
 * both become one. Rows and columns without text go.
 */
export function tidyRows(rows: readonly (readonly string[])[]): string[][] {
  const joined = rows.map((row) => joinSigns(row.map((cell) => cell.replace(/\s+/gu, ' ').trim())));
  const filled = joined.filter((row) => row.some((cell) => cell !== ''));
  const width = filled.reduce((widest, row) => Math.max(widest, row.length), 0);
  const groups = mergeColumns(filled, width);
  return filled.map((row) => groups.map((columns) => columns.map((column) => row[column] ?? '').join('')));
}

function joinSigns(row: readonly string[]): string[] {
  const cells = [...row];
  for (const [column, cell] of row.entries()) {
    if (CURRENCY.test(cell)) {
      const next = cells.findIndex((other, index) => index > column && other !== '');
      if (next === -1 || next > column + 2) continue;
      cells[next] = `${cell}${cells[next]}`;
      cells[column] = '';
    } else if (CLOSING.test(cell)) {
      const before = cells.findLastIndex((other, index) => index < column && other !== '');
      if (before === -1 || before < column - 2) continue;
      cells[before] = `${cells[before]}${cell}`;
      cells[column] = '';
    }
  }
  return cells;
}

/** Groups of neighbouring columns; no row has text in two columns of a group. The labels of the rows stay apart. */
function mergeColumns(rows: readonly (readonly string[])[], width: number): number[][] {
  const groups: number[][] = [];
  let used = rows.map(() => false);
  for (let column = 0; column < width; column++) {
    const fills = rows.map((row) => (row[column] ?? '') !== '');
    if (!fills.includes(true)) continue;
    const last = groups.at(-1);
    if (last !== undefined && groups.length > 1 && !fills.some((fill, row) => fill && used[row])) {
      last.push(column);
      used = fills.map((fill, row) => fill || used[row] === true);
    } else {
      groups.push([column]);
      used = fills;
    }
  }
  return groups;
}
