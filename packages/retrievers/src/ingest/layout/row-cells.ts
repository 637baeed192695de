import { isColumnLine } from './table-labels.ts';

/** Where extraction marked the cells: tabs, or gaps of three blanks and more. */
const CELL_GAP = /\t+| {3,}/u;
/** A printed value: 1,234 · $5.6 · (7.8)% · — · 2.5x · n/a. */
const VALUE = /^(?:US)?[$€£¥]?\(?[$€£¥]?[-−–+]?(?:\d(?:[\d.,]*\d)?|\.\d+)\)?%?\)?x?$|^[-−–—]+%?$|^n\/?[am]\.?$|^nm$/iu;
const OPENING = /^(?:US)?[$€£¥](?:US)?\(?$|^\($/u;
const CLOSING = /^[)%]+$|^%\)$/u;
const MAY_END_ROW = /[\d)%\-−–—xam.$]$/iu;
const LONGEST_ROW = 400;
const MONTH = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/iu;
const DATE = /[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d/giu;

/**
 * The cells of a line that reads as a row of a table: parted by pipes, tabs or wide gaps, or a label with two or more
 * values behind it, as text extraction leaves the tables of filings. A line of values alone has an empty first cell.
 *
 * @returns `undefined` for a line of prose
 */
export function splitRow(line: string): string[] | undefined {
  const content = line.trim();
  const dates = splitDates(content);
  if (dates !== undefined) return ['', ...dates];
  if (content.includes('|') || content.includes('\t') || content.includes('   ')) return splitAtGaps(content);
  if (content.length > LONGEST_ROW || !MAY_END_ROW.test(content)) return undefined;
  const { label, values } = valuesAtEnd(content);
  return values.length < 2 ? undefined : [label, ...values];
}

/** The same for a line inside a table, where one value is enough. */
export function splitRowInside(line: string): string[] | undefined {
  const cells = splitRow(line);
  if (cells !== undefined) return cells;
  const content = line.trim();
  if (content.length > LONGEST_ROW || !MAY_END_ROW.test(content) || isColumnLine(content)) return undefined;
  const { label, values } = valuesAtEnd(content);
  const [value] = values;
  return label === '' || value === undefined ? undefined : [label, value];
}

/** The dates of a line that consists of several: the names of columns. */
function splitDates(content: string): string[] | undefined {
  if (content.length > LONGEST_ROW || !MONTH.test(content)) return undefined;
  const dates = content.match(DATE) ?? [];
  return dates.length > 1 && dates.join(' ') === content ? dates : undefined;
}

function splitAtGaps(content: string): string[] | undefined {
  const cells = content.includes('|') ? splitAtPipes(content) : content.split(CELL_GAP);
  return cells.length > 1 ? cells.map((cell) => cell.trim()) : undefined;
}

/** A pipe at either end stands outside of the cells. */
function splitAtPipes(content: string): string[] {
  const start = content.startsWith('|') ? 1 : 0;
  const end = content.length > 1 && content.endsWith('|') ? -1 : undefined;
  return content.slice(start, end).split('|');
}

/** Reads a line from its end: "Net sales $ 1,577 (2.1) %" is a label and two values. */
function valuesAtEnd(content: string): { label: string; values: string[] } {
  const words = content.split(/\s+/u);
  const values: string[] = [];
  let tail = '';
  let at = words.length;
  while (at > 0) {
    const word = words[at - 1] ?? '';
    if (CLOSING.test(word)) {
      tail = ` ${word}${tail}`;
    } else if (VALUE.test(word)) {
      values.unshift(word + tail);
      tail = '';
    } else if (OPENING.test(word) && tail === '' && values[0] !== undefined) {
      values[0] = `${word} ${values[0]}`;
    } else {
      break;
    }
    at--;
  }
  return { label: (words.slice(0, at).join(' ') + tail).trim(), values };
}
