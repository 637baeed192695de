import type { Period } from '../contracts/figure.ts';
import { allMatches } from '../text/all-matches.ts';
import { PERIOD_PATTERNS, type PeriodReading } from './period-patterns.ts';

interface FoundPeriod {
  readonly reading: PeriodReading;
  readonly start: number;
  readonly end: number;
}

/** What makes a number of four digits an amount and no year, right behind it. */
const COUNTED =
  '\\s{0,2}(?:%|per\\s?cent|percentage|basis|bps|thousand|million|billion|trillion|dollars?|euros?|cents|(?:common\\s|ordinary\\s|restricted\\s|treasury\\s)?shares?\\b(?!\\s+repurchase)|employees|associates|stores|restaurants|locations|units|customers|people|acres|square|megawatts?|MW|days|hours|votes|miles|barrels|tons|tonnes|times|stock\\soptions|RSUs)';
const PLAIN_YEAR = new RegExp(
  `(?=[12])(?<![\\w€£¥§#/@]|[$]\\s?|\\d[.,]|(?:USD|EUR|GBP|Russell|Nikkei|ASU|ASC|page|No\\.)\\s|[A-Za-z]-|\\d-)(?<!(?:RMB|DKK|CHF|JPY)\\s)(?:19[5-9]\\d|20\\d\\d|2100)(?![\\w%€]|[.,:]\\d|-(?!\\d{4}(?!\\d))\\d|/\\d|${COUNTED})`,
  'giu',
);
const QUALIFIED_YEAR = /(?<=\b(?:mid|pre|post|early|late|year|since)[-–])(?:19[5-9]\d|20\d\d)(?![\w%]|[.,-]\d)/giu;
const DIGITS_OF_YEAR = /(?:19[5-9]|20\d)\d|2100/;
/** "2019 and 2018", "2019, 2018 and 2017": more of the same kind of period. */
const LISTED_YEAR =
  /^(?:\s{0,2},\s{0,3}(?:and|or)?\s{0,2}|\s{1,3}(?:and|or|&)\s{1,3}|[ \t]{1,4}\|?[ \t]{0,3})(?<year>(?:19[5-9]|20\d)\d)(?![\w%]|[.,]\d|\s{0,2}(?:million|billion|thousand|percent|shares))/iu;
const RANGE_YEAR =
  /^(?:\s{1,3}(?:to|through|versus|vs\.?)\s{1,3}|\s?[-–/]\s?)(?<year>(?:19[5-9]|20\d)\d)(?![\w%/-]|[.,]\d)/iu;
const LISTED_DATE = /^(?:\s{0,2},?\s{0,3}(?:and|or)\s{1,3}|\s{0,2},\s{0,3})(?=[A-Za-z\d])/u;

/**
 * The stretches of time a text names, in order of appearance, with their spans.
 *
 * Known spellings: fiscal years (FY2023, FY 23, fiscal 2023, year ended September 30, 2018), quarters (Q3 2022, 3Q22, third
 * quarter of 2022), halves (H1 2021, 1H21, first half 2021), dates (2015-12-16, December 16, 2015, 12/31/2018), months
 * (Dec 2019) and plain years 1950 to 2100. A fiscal year has the calendar year it ends in. In "2019 and 2018" behind a
 * spelled-out period the further years are periods of the same kind. "2,018", "$2018" and "2018 shares" are no periods.
 * Never throws.
 */
export function parsePeriods(text: string): Period[] {
  const found = candidates(text);
  const accepted: FoundPeriod[] = [];
  let last: FoundPeriod | undefined;
  for (const candidate of found) {
    if (last !== undefined && candidate.start < last.end) continue;
    last = inSameList(text, last, candidate) ? asFiscalYear(candidate) : candidate;
    accepted.push(last);
    for (let next = listed(text, last); next !== undefined; next = listed(text, next)) {
      accepted.push(next);
      last = next;
    }
  }
  return accepted.map(({ reading, start, end }) => toPeriod(reading, start, end));
}

/** All matches, earliest first, of those that begin together the longest. */
function candidates(text: string): FoundPeriod[] {
  const found: FoundPeriod[] = [];
  if (!/\d/.test(text)) return found;
  const met = new Map<RegExp, boolean>();
  for (const { pattern, needs, read } of PERIOD_PATTERNS) {
    const isMet = met.get(needs) ?? needs.test(text);
    met.set(needs, isMet);
    if (!isMet) continue;
    for (const match of allMatches(text, pattern)) {
      const reading = read(match.groups ?? {});
      if (reading !== undefined) found.push({ reading, start: match.index, end: match.index + match[0].length });
    }
  }
  for (const pattern of DIGITS_OF_YEAR.test(text) ? [PLAIN_YEAR, QUALIFIED_YEAR] : []) {
    for (const match of allMatches(text, pattern)) {
      const reading: PeriodReading = { kind: 'year', year: Number(match[0]) };
      found.push({ reading, start: match.index, end: match.index + match[0].length });
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** "2018" in "fiscal 2019 and 2018", which is a fiscal year like the one before it. */
function listed(text: string, before: FoundPeriod): FoundPeriod | undefined {
  const tail = text.slice(before.end, before.end + 24);
  const spans = before.reading.kind === 'fiscal-year' || before.reading.kind === 'year';
  const match = LISTED_YEAR.exec(tail) ?? (spans ? RANGE_YEAR.exec(tail) : null);
  const year = match?.groups?.year;
  if (match === null || year === undefined) return undefined;
  const end = before.end + match[0].length;
  return { reading: { ...before.reading, year: Number(year) }, start: end - year.length, end };
}

/** Whether a date continues "fiscal years ended September 29, 2018 and …". */
function inSameList(text: string, before: FoundPeriod | undefined, date: FoundPeriod): boolean {
  if (before?.reading.ended !== true || date.reading.kind !== 'date') return false;
  const between = text.slice(before.end, date.start);
  return between.length < 12 && LISTED_DATE.exec(`${between}x`)?.[0].length === between.length;
}

function asFiscalYear({ reading, start, end }: FoundPeriod): FoundPeriod {
  return { reading: { kind: 'fiscal-year', year: reading.year, ended: true }, start, end };
}

function toPeriod({ kind, year, part, day }: PeriodReading, start: number, end: number): Period {
  return {
    label: labelOf({ kind, year, ...(part === undefined ? {} : { part }), ...(day === undefined ? {} : { day }) }),
    kind,
    year,
    ...(part === undefined ? {} : { part }),
    ...(day === undefined ? {} : { day }),
    span: { start, end },
  };
}

function labelOf({ kind, year, part = 1, day = 1 }: PeriodReading): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  switch (kind) {
    case 'fiscal-year':
      return `FY${year}`;
    case 'quarter':
      return `Q${part} ${year}`;
    case 'half':
      return `H${part} ${year}`;
    case 'month':
      return `${year}-${two(part)}`;
    case 'date':
      return `${year}-${two(part)}-${two(day)}`;
    default:
      return String(year);
  }
}
