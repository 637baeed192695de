import { allMatches } from '../text/all-matches.ts';
import type { PeriodMark } from './table.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
};

const MONTH_WORD =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
/** A year that is not an amount: "$ 2014" and "2,014" are amounts, "2019A" and "2019:" are years. */
const YEAR = '(?<![\\d.,$€£¥])(?<![$€£¥] )(?:19[5-9]\\d|20[0-9]\\d)(?![\\d%]|[.,]\\d| %)';

const PATTERN = new RegExp(
  [
    '(?<numericDate>\\b(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\\d|3[01])/(?:\\d{4}|\\d{2})\\b)',
    '(?<isoDate>\\b(?:19|20)\\d\\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])\\b)',
    `(?<dayMonth>\\b(?:[12]\\d|3[01]|0?[1-9]) (?:${MONTH_WORD})\\b)`,
    `(?<monthDay>\\b(?:${MONTH_WORD})\\.? (?:[12]\\d|3[01]|0?[1-9])(?!\\d|[.,]\\d))`,
    "(?<quarterYear>\\bq[1-4] ?[’']?(?:fy)?(?:\\d{4}|\\d{2})\\b|\\b[1-4]q[’']?(?:\\d{4}|\\d{2})\\b)",
    '(?<quarter>\\bq[1-4]\\b|\\b[1-4]q\\b|\\b(?:first|second|third|fourth|1st|2nd|3rd|4th)[ -](?:fiscal )?quarter\\b)',
    '(?<half>\\b(?:first|second) half\\b|\\bh[12]\\b)',
    "(?<fiscal>\\b(?:fy|fiscal(?: year)?) ?[’']?(?:\\d{4}|\\d{2})\\b)",
    '(?<split>(?<![\\d$])(?:19|20)\\d\\d[/–-]\\d\\d(?!\\d))',
    `(?<year>${YEAR})`,
    `(?<month>\\b(?:${MONTH_WORD})\\b(?! be\\b| have\\b| not\\b))`,
  ].join('|'),
  'gi',
);

/**
 * Reads every period named in a header, a row label or a question, in the order they stand there. A day or a quarter takes
 * the year that follows it ("December 31, 2019", "Q3 2022"); what has no year stays without one. Two-digit years are 19xx
 * from 60 up. Never throws; no text, no marks.
 */
export function readPeriodMarks(text: string): PeriodMark[] {
  if (!/\d|quarter|half|[a-z]{3}/i.test(text)) return [];
  const marks: PeriodMark[] = [];
  for (const match of allMatches(text, PATTERN)) {
    const mark = toMark(match);
    if (mark === undefined) continue;
    const span = { start: match.index, end: match.index + match[0].length };
    const last = marks.at(-1);
    if (last && adopts(last, mark, text.slice(last.span?.end ?? 0, span.start))) {
      marks[marks.length - 1] = { ...last, ...mark, span: { start: last.span?.start ?? span.start, end: span.end } };
    } else {
      marks.push({ ...mark, span });
    }
  }
  return marks.filter(
    (mark) => mark.month !== 5 || mark.year !== undefined || mark.day !== undefined || isMay(text, mark),
  );
}

/** "may" without a day or a year is the verb, unless it is written as a name. */
function isMay(text: string, mark: PeriodMark): boolean {
  return mark.span !== undefined && text.slice(mark.span.start, mark.span.end) === 'May';
}

/** Merges what several header levels say about one column; the later (lower) level wins where both speak. */
export function mergeMarks(upper: readonly PeriodMark[], lower: readonly PeriodMark[]): PeriodMark[] {
  if (lower.length === 0) return upper.map(withoutSpan);
  const [only] = upper;
  if (only === undefined || upper.length > 1) return lower.map(withoutSpan);
  return lower.map((mark) => ({ ...withoutSpan(only), ...withoutSpan(mark) }));
}

/** True when nothing that both name differs: "2019" covers "December 31, 2019". */
export function marksAgree(a: PeriodMark, b: PeriodMark): boolean {
  return (
    same(a.year, b.year) &&
    same(a.quarter, b.quarter) &&
    same(a.half, b.half) &&
    same(a.month, b.month) &&
    same(a.day, b.day)
  );
}

/** Orders periods in time; a missing year sorts first, a missing part counts as the end of the year. */
export function markOrder(mark: PeriodMark): number {
  const month = mark.month ?? (mark.quarter ? mark.quarter * 3 : mark.half ? mark.half * 6 : 12);
  return (mark.year ?? 0) * 372 + month * 31 + (mark.day ?? 31);
}

/** "Q3 2022", "2019-12-31", "2019-12", "2019", "December 31". */
export function formatMark(mark: PeriodMark): string {
  const { year, quarter, half, month, day } = mark;
  if (quarter !== undefined) return `Q${quarter}${year === undefined ? '' : ` ${year}`}`;
  if (half !== undefined) return `H${half}${year === undefined ? '' : ` ${year}`}`;
  const parts = [year, month, day].filter((part) => part !== undefined);
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

function withoutSpan({ span: _, ...mark }: PeriodMark): PeriodMark {
  return mark;
}

function same(a: number | undefined, b: number | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

/** "December 31" takes "2019" when only a comma or a small word stands between. */
function adopts(last: PeriodMark, next: PeriodMark, between: string): boolean {
  if (last.year !== undefined || next.year === undefined) return false;
  if (next.month !== undefined || next.quarter !== undefined || next.half !== undefined) return false;
  return /^[\s,.:;’'-]*(?:of|in|for|fiscal|year|the|ended)?(?:\s+(?:of|in|the|fiscal|year))*[\s,]*$/i.test(between);
}

function toMark(match: RegExpMatchArray): PeriodMark | undefined {
  const groups = match.groups ?? {};
  const text = match[0].toLowerCase();
  if (groups['numericDate'] !== undefined) {
    const [month = '', day = '', year = ''] = text.split('/');
    return { year: fullYear(year), month: Number(month), day: Number(day) };
  }
  if (groups['isoDate'] !== undefined) {
    const [year = '', month = '', day = ''] = text.split('-');
    return { year: Number(year), month: Number(month), day: Number(day) };
  }
  if (groups['dayMonth'] !== undefined || groups['monthDay'] !== undefined) {
    return { month: monthOf(/[a-z]{3}/.exec(text)?.[0] ?? ''), day: Number(/\d+/.exec(text)?.[0]) };
  }
  if (groups['quarterYear'] !== undefined) {
    const quarter = Number(/q([1-4])|([1-4])q/.exec(text)?.slice(1).find(Boolean));
    return { quarter, year: fullYear(/(\d{4}|\d{2})$/.exec(text)?.[0] ?? '') };
  }
  if (groups['quarter'] !== undefined) {
    const digit = /[1-4]/.exec(text)?.[0];
    return { quarter: digit === undefined ? (ORDINALS[text.split(/[ -]/)[0] ?? ''] ?? 1) : Number(digit) };
  }
  if (groups['half'] !== undefined) return { half: text.startsWith('second') || text === 'h2' ? 2 : 1 };
  if (groups['fiscal'] !== undefined) return { year: fullYear(/\d+$/.exec(text)?.[0] ?? '') };
  if (groups['split'] !== undefined) return splitYear(text);
  if (groups['year'] !== undefined) return { year: Number(text) };
  return { month: monthOf(text.slice(0, 3)) };
}

/** "2017/18" is the year that ends in 2018; "2012-11" is not a pair of years. */
function splitYear(text: string): PeriodMark | undefined {
  const first = Number(text.slice(0, 4));
  const second = Number(text.slice(-2));
  return (first + 1) % 100 === second ? { year: first + 1 } : { year: first };
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length !== 2) return year;
  return year >= 60 ? 1900 + year : 2000 + year;
}

function monthOf(start: string): number {
  return MONTHS.indexOf(start) + 1;
}
