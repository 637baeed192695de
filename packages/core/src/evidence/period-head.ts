import { parsePeriods } from '../figures/periods.ts';

/** How many lines above the rows are looked at, and how many names of groups may stand between. */
const LINES_ABOVE = 10;
const MOST_GROUPS = 2;
const LONGEST_GROUP = 70;
/** What may stand beside the periods in the head of a table. */
const HEAD_WORDS =
  /\b(?:(?:three|six|nine|twelve|thirteen|\d{1,2})[- ](?:months?|weeks?)|years?|quarters?|fiscal|ended|ending|as of|at|and|months?|dollars|amounts|in|thousands|millions|billions|except|per|share|data|unaudited|audited|restated|note|notes|change|vs|compared|to|with|%)\b|[%$()*,.:;—–-]|\b\d{2}\b/gi;
const MONTH = /\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b/gi;

/**
 * The names of the columns of a table that text extraction has left without a ruled head: the periods in the lines above
 * its rows ("January 28, 2023 January 29, 2022", also one to a line), as many as a row has values. Fewer are taken only
 * where the rest are changes.
 *
 * @param above the lines above the first row, in order
 * @param width how many values a row has
 * @returns names from the first column on; empty when the lines do not tell
 */
export function periodHead(above: readonly string[], width: number): string[] {
  const head = headLines(above).join(' ');
  const periods = parsePeriods(head);
  const names = periods.flatMap(({ span }) => (span === undefined ? [] : [head.slice(span.start, span.end)]));
  if (names.length === width) return isUnique(names) ? names : [];
  const years = head.match(/\b(?:19|20)\d\d\b/g) ?? [];
  if (years.length === width && isUnique(years)) return years;
  return names.length > 1 && names.length < width && /\bchange\b|\bvs\b|%/i.test(head) ? names : [];
}

/** The same period twice means two stretches of time that the head tells apart elsewhere. */
function isUnique(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

/** The lines of nothing but periods and words of a head that stand directly above, group names let through. */
function headLines(above: readonly string[]): string[] {
  const found: string[] = [];
  let groups = 0;
  for (const line of above.slice(-LINES_ABOVE).toReversed()) {
    if (isHeadLine(line)) found.unshift(line);
    else if (found.length === 0 && groups < MOST_GROUPS && line.length < LONGEST_GROUP && !/\d/.test(line)) groups += 1;
    else break;
  }
  return found;
}

/** Whether a line is nothing but periods and words of a head. */
export function isHeadLine(line: string): boolean {
  const rest = parsePeriods(line).reduce(
    (text, { span }) =>
      span === undefined ? text : text.slice(0, span.start) + ' '.repeat(span.end - span.start) + text.slice(span.end),
    line,
  );
  return (
    line.trim() !== '' &&
    rest
      .replace(MONTH, '')
      .replace(HEAD_WORDS, '')
      .replace(/\b\d{4}\b/g, '')
      .trim() === ''
  );
}
