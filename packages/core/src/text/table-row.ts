const CELL_BREAK = /\s\|\s|^\s*\||\|\s*$|\t|\S {3,}\S/u;
/** A printed value at the end of a line: 1,234 $ 5.6 (7.8)% — n/a, with its unit. */
const VALUE_TAIL = /(?:^|\s)\(?[$€£¥]?\s?\(?[-−–]?[\d.,]*\d[\d.,]*\s?\)?\s?(?:%|x)?\)?$/u;
const LONGEST_ROW = 400;

/**
 * Whether a line reads as a row of a table: cells parted by `|`, tabs or wide gaps, or a label with two or more values
 * behind it, as text extraction leaves the tables of filings.
 */
export function isTableRow(line: string): boolean {
  if (line.length > LONGEST_ROW) return line.includes(' | ') || line.includes('\t');
  const content = line.trimEnd();
  if (CELL_BREAK.test(content)) return true;
  const last = VALUE_TAIL.exec(content);
  if (last === null) return false;
  return VALUE_TAIL.test(content.slice(0, last.index).trimEnd());
}
