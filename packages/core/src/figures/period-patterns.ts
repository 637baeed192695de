import type { Period } from '../contracts/figure.ts';

/** What a pattern reads: a period without its label and span. `ended` marks "year ended <date>". */
export interface PeriodReading {
  kind: Period['kind'];
  year: number;
  part?: number;
  day?: number;
  ended?: boolean;
}

/** One way to write a period. `read` returns undefined where the match is no possible date. */
export interface PeriodPattern {
  readonly pattern: RegExp;
  /** What every match holds, cheap to look for: most texts hold few of these. */
  readonly needs: RegExp;
  read(groups: Readonly<Record<string, string | undefined>>): PeriodReading | undefined;
}

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

/** White space inside a period; bounded, so that no input makes a pattern slow. */
const GAP = '\\s{1,3}';
const COMMA = '(?:\\s{0,2},\\s{0,3}|\\s{1,3})';
const MONTH =
  '(?<month>jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?\\.?|july?\\.?|aug(?:ust|\\.)?|sept?(?:ember|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?)';
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '(?<year>(?:19[5-9]|20\\d)\\d|2100)';
/** A year of two or four digits behind a mark that makes it one, such as "FY". */
const SHORT_YEAR = "(?:['’]?(?<short>\\d\\d)(?![\\d.,]\\d|\\d)|(?<year>(?:19[5-9]|20\\d)\\d|2100))";
const ORDINAL = '(?<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)';
const FISCAL =
  '(?:(?:of|in|for)\\s{1,3})?(?:the\\s{1,3})?(?:(?:fiscal(?:\\s{1,3}year)?|calendar(?:\\s{1,3}year)?|FY|year)\\s{0,3})?';
const BEFORE = '(?<![\\w$€£¥])';
const AFTER = '(?![\\w%]|[.,]\\d)';

const pattern = (source: string): RegExp => new RegExp(`${BEFORE}${source}${AFTER}`, 'giu');

const MONTH_NAME = /jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec/iu;
const DIGITS_OF_YEAR = /(?:19[5-9]|20\d)\d|2100/;
const NUMERIC_DATE = /\d[-/.]\d{1,2}[-/.]/;
const QUARTER = /quarter/iu;
const Q = /q/iu;
const HALF = /half/iu;
const H = /h[12]|[12]h/iu;
const FISCAL_YEAR = /fy|fiscal/iu;

/** Every spelling but the plain year, the more specific ones first. Two-digit years from 50 on are of the last century. */
export const PERIOD_PATTERNS: readonly PeriodPattern[] = [
  {
    needs: MONTH_NAME,
    pattern: pattern(
      `(?:fiscal${GAP})?years?[\\s-]{1,3}(?:ended|ending)(?:${GAP}on)?${GAP}${MONTH}\\s{0,2}${DAY}${COMMA}${YEAR}`,
    ),
    read: (groups) => {
      const date = dateOf(groups.year, monthOf(groups.month), groups.day);
      return date && { kind: 'fiscal-year', year: date.year, ended: true };
    },
  },
  {
    needs: MONTH_NAME,
    pattern: pattern(
      `(?:fiscal${GAP})?years?[\\s-]{1,3}(?:ended|ending)(?:${GAP}on)?${GAP}${DAY}${GAP}${MONTH}${COMMA}${YEAR}`,
    ),
    read: (groups) => {
      const date = dateOf(groups.year, monthOf(groups.month), groups.day);
      return date && { kind: 'fiscal-year', year: date.year, ended: true };
    },
  },
  {
    needs: MONTH_NAME,
    pattern: pattern(`${MONTH}\\s{0,2}${DAY}${COMMA}${YEAR}`),
    read: (groups) => dateOf(groups.year, monthOf(groups.month), groups.day),
  },
  {
    needs: MONTH_NAME,
    pattern: pattern(`${DAY}(?:${GAP}of)?[\\s-]{1,3}${MONTH}(?:${COMMA}|-)${YEAR}`),
    read: (groups) => dateOf(groups.year, monthOf(groups.month), groups.day),
  },
  {
    needs: NUMERIC_DATE,
    pattern: pattern(`${YEAR}(?<mark>[-/])(?<part>\\d{1,2})\\k<mark>(?<day>\\d{1,2})(?![-/])`),
    read: (groups) => dateOf(groups.year, Number(groups.part), groups.day),
  },
  {
    needs: NUMERIC_DATE,
    pattern: pattern(`(?<part>\\d{1,2})(?<mark>[-/.])(?<day>\\d{1,2})\\k<mark>${SHORT_YEAR}(?![-/])`),
    read: numericDate,
  },
  {
    needs: MONTH_NAME,
    pattern: pattern(`${MONTH}(?:${COMMA}|-)(?:of${GAP})?${YEAR}`),
    read: (groups) => ({ kind: 'month', year: Number(groups.year), part: monthOf(groups.month) }),
  },
  {
    needs: QUARTER,
    pattern: pattern(`${ORDINAL}[\\s-]{1,3}(?:fiscal${GAP})?quarters?\\s{0,3},?\\s{0,3}${FISCAL}${SHORT_YEAR}`),
    read: (groups) => partOf('quarter', groups),
  },
  {
    needs: Q,
    pattern: pattern(`Q(?<part>[1-4])[\\s'’/-]{0,2}${FISCAL}${SHORT_YEAR}`),
    read: (groups) => partOf('quarter', groups),
  },
  {
    needs: Q,
    pattern: pattern(`(?<part>[1-4])Q[\\s-]?(?:FY)?${SHORT_YEAR}`),
    read: (groups) => partOf('quarter', groups),
  },
  {
    needs: Q,
    pattern: pattern(`(?:FY\\s?)?${YEAR}[\\s-]?Q(?<part>[1-4])`),
    read: (groups) => partOf('quarter', groups),
  },
  {
    needs: QUARTER,
    pattern: pattern(`(?:fiscal${GAP}(?:year${GAP})?)?${YEAR}[\\s-]{1,3}${ORDINAL}[\\s-]{1,3}quarter`),
    read: (groups) => partOf('quarter', groups),
  },
  {
    needs: HALF,
    pattern: pattern(
      `(?<ordinal>first|second|1st|2nd)[\\s-]{1,3}(?:fiscal${GAP})?half\\s{0,3},?\\s{0,3}${FISCAL}${SHORT_YEAR}`,
    ),
    read: (groups) => partOf('half', groups),
  },
  {
    needs: H,
    pattern: pattern(`H(?<part>[12])[\\s'’/-]{0,2}(?:FY\\s?)?${SHORT_YEAR}`),
    read: (groups) => partOf('half', groups),
  },
  { needs: H, pattern: pattern(`(?<part>[12])H[\\s-]?(?:FY)?${SHORT_YEAR}`), read: (groups) => partOf('half', groups) },
  { needs: H, pattern: pattern(`${YEAR}[\\s-]?H(?<part>[12])`), read: (groups) => partOf('half', groups) },
  {
    needs: FISCAL_YEAR,
    pattern: pattern(`(?:FY[\\s-]?(?:of\\s)?|fiscal${GAP}(?:years?${GAP})?(?:of${GAP})?)${SHORT_YEAR}`),
    read: (groups) => ({ kind: 'fiscal-year', year: yearOf(groups) }),
  },
  {
    // "2017/18", "FY2018-19": a year that spans two, named by the one it ends in.
    needs: DIGITS_OF_YEAR,
    pattern: pattern(
      `(?<!\\b(?:ASU|No\\.|SAB)\\s{1,2})(?:FY\\s?|fiscal${GAP}(?:year${GAP})?)?${YEAR}[-/–](?<next>\\d\\d)(?![-/])`,
    ),
    read: (groups) => {
      const year = Number(groups.year) + 1;
      return year % 100 === Number(groups.next) ? { kind: 'fiscal-year', year } : undefined;
    },
  },
  {
    needs: FISCAL_YEAR,
    pattern: pattern(`${YEAR}[\\s-]{1,2}fiscal[\\s-]{1,2}years?`),
    read: (groups) => ({ kind: 'fiscal-year', year: yearOf(groups) }),
  },
];

function yearOf(groups: Readonly<Record<string, string | undefined>>): number {
  if (groups.year !== undefined) return Number(groups.year);
  const short = Number(groups.short);
  return short < 50 ? 2000 + short : 1900 + short;
}

function monthOf(name = ''): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function partOf(kind: 'quarter' | 'half', groups: Readonly<Record<string, string | undefined>>): PeriodReading {
  return { kind, year: yearOf(groups), part: Number(groups.part ?? ORDINALS[(groups.ordinal ?? '').toLowerCase()]) };
}

/** 12/31/2018 is read as written in the United States, 31.12.2018 and whatever has no thirteenth month as in Europe. */
function numericDate(groups: Readonly<Record<string, string | undefined>>): PeriodReading | undefined {
  const [first, second] = [Number(groups.part), Number(groups.day)];
  const dayFirst = groups.mark === '.' || first > 12;
  if (groups.mark === '.' && groups.year === undefined) return undefined;
  return dayFirst
    ? dateOf(String(yearOf(groups)), second, String(first))
    : dateOf(String(yearOf(groups)), first, String(second));
}

function dateOf(year: string | undefined, month: number, day: string | undefined): PeriodReading | undefined {
  const reading = { kind: 'date', year: Number(year), part: month, day: Number(day) } as const;
  if (month < 1 || month > 12 || reading.day < 1) return undefined;
  return reading.day > new Date(Date.UTC(reading.year, month, 0)).getUTCDate() ? undefined : reading;
}
