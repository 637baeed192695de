import type { Span } from '../contracts/entity.ts';

const CELL_BREAK = /\s\|\s|^\s*\||\|\s*$|\t|\S {3,}\S/u;
/** A printed value at the end of a line, 1,234 $ 5.6 (7.8)% — n/a, with its unit; no date ("31,") and no sentence end. */
const VALUE_TAIL =
  /(?:^|[\s$€£¥])(?:\(\s?)?(?:US)?[$€£¥]?\s?\(?[-−–+]?(?:\d[\d.,]*\d|\.?\d)\s?\)?\s?(?:%|x|bps|pts)?\)?$|(?:^|\s)[$€£¥]?\s?(?:—|–|-|n\/a|N\/A|n\/m|N\/M|NM|\*)\s?%?$/u;
/** Without a label a dash between numbers is more likely a range than a nil. */
const DASH_VALUE = /^\s?[-–]\s?$/u;
/** The last character of a value or of a footnote mark behind it. Most lines of prose end in a stop. */
const MAY_END_A_VALUE = /[\d)%xs—–\-aAmM*†‡]/;
/** A footnote mark behind the last value. */
const FOOTNOTE_TAIL = /(?<=[\d%)])\s?(?:\([a-z]{1,2}\)|[*†‡]{1,3})\s*$/u;
const LONGEST_ROW = 400;
/** Lines with one value behind a label make a table only where this many stand together. */
const FEWEST_SINGLES = 3;
const LONGEST_SINGLE = 90;
const ENDS_A_DATE = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:\d{1,2},?\s+)?(?:\d{4})?$/iu;

/**
 * Whether a line reads by itself as a row of a table: cells parted by `|`, tabs or wide gaps, or a label with two or more
 * values behind it, as text extraction leaves the tables of filings.
 */
function isTableRow(line: string): boolean {
  if (hasCells(line)) return true;
  return line.length <= LONGEST_ROW && trailingValues(line, 2).length === 2;
}

/** Whether the cells of a line are parted by `|`, tabs or wide gaps. */
export function hasCells(line: string): boolean {
  return line.length > LONGEST_ROW ? line.includes(' | ') || line.includes('\t') : CELL_BREAK.test(line.trim());
}

/** The values at the end of a line, the last one first, at most `limit`; empty for prose. Dashes count as values. */
export function trailingValues(line: string, limit = 24): Span[] {
  const values: Span[] = [];
  if (line.length > LONGEST_ROW || !MAY_END_A_VALUE.test(line.trimEnd().slice(-1))) return values;
  const labelled = /\p{L}{2}/u.test(line);
  let rest = line.replace(FOOTNOTE_TAIL, '').trimEnd();
  while (values.length < limit && !ENDS_A_DATE.test(rest)) {
    const match = VALUE_TAIL.exec(rest);
    if (match === null || (!labelled && DASH_VALUE.test(match[0]))) break;
    values.push({ start: match.index, end: rest.length });
    rest = rest.slice(0, match.index).trimEnd();
  }
  return values;
}

/** A short label with one value. A year is as likely the end of a line of prose, and so is a value before a small letter. */
function isSingle(line: string, next: string): boolean {
  if (line.length > LONGEST_SINGLE || /(?:^|\s)(?:19|20)\d\d$/u.test(line) || /^\s*\p{Ll}/u.test(next)) return false;
  return trailingValues(line, 1).length === 1;
}

/**
 * For each line, whether it is a row of a table: by itself, or as one of several lines with one value, or as such a line
 * beside a row.
 */
export function tableRows(lines: readonly string[]): boolean[] {
  const rows = lines.map(isTableRow);
  const singles = lines.map((line, index) => rows[index] !== true && isSingle(line, lines[index + 1] ?? ''));
  let start = 0;
  while (start < lines.length) {
    let end = start;
    while (end < lines.length && singles[end] === true) end += 1;
    const beside = rows[start - 1] === true || rows[end] === true;
    if (end > start && (end - start >= FEWEST_SINGLES || beside)) rows.fill(true, start, end);
    start = Math.max(end, start + 1);
  }
  return rows;
}
