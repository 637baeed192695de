import type { Figure } from '../contracts/figure.ts';
import { CURRENCY_MARK_AFTER, CURRENCY_NAME_AFTER, currencyCode } from './currencies.ts';

/** What stands behind a number. */
export interface Suffix {
  readonly end: number;
  readonly unit: Figure['unit'];
  readonly currency?: string;
  readonly exponent: number;
  readonly scaled: boolean;
  /** Where an opened parenthesis closes: right behind the number, behind its unit, or not. */
  readonly closes: 'number' | 'unit' | 'no';
}

export interface SuffixOptions {
  /** Offset behind the number. */
  readonly at: number;
  /** Nothing from here on belongs to the number. */
  readonly until: number;
  readonly digits: string;
  /** Whether a parenthesis opens before the number. */
  readonly open: boolean;
  /** Code of the currency mark before the number. */
  readonly currency: string | undefined;
  readonly defaultCurrency: string | undefined;
}

const WINDOW = 72;
const CLOSE = /^\s{0,2}(?:\|\s?)?\)/u;
const PERCENT = /^(?:\s{0,2}%(?![\w])|[\s-]{1,2}(?:percent(?!age)\w*|per\s?cent(?!\w)|pct\.?(?!\w)))/iu;
const PERCENT_CELL = /^\s{0,2}\|\s?\)?%(?=\s*(?:\||\n|$))/u;
const POINTS = /^(?:[\s-]{0,2}(?:percentage|percent|%)[\s-]points?(?!\w)|\s?(?:ppts?|pp|pts)(?!\w))/iu;
const OF_ONE_PERCENT = /^\s(?:of\s)?(?:an?|one|1)\s(?:per\s?cent(?:age\spoint)?|percentage\spoint)(?!\w)/iu;
const BASIS_POINTS = /^[\s-]{0,2}(?:basis[\s-]{1,2}points?|bps?)(?!\w)/iu;
const MULTIPLE = /^(?:x(?!\w)|\sx(?!\w|\s?\d)|[\s-]times(?!\w|\s+(?:an?|per|each|every|daily|weekly|in|during)\b))/iu;
const CENTS = /^(?:\s?¢|[\s-]{1,2}cents?(?!\w))/iu;
const SCALE_WORD = /^[\s-]{1,3}(?<word>hundred\sthousand|thousand|million|billion|trillion|lakh|crore)s?(?!\w)/iu;
const SCALE_MARK =
  /^(?<gap>\s?)(?<mark>MM|mm|mn|Mn|mil|Mil|mio|Mio|mln|Mln|M|m|bn|Bn|BN|bln|Bln|Mrd|B|b|K|k|tn|trn|T)(?!\w|-(?![$€£\d]))/u;
const SHARES =
  /^[\s-]{1,3}(?:(?:(?:of|newly|our|its|the|their|company['’]s|new|additional|common|ordinary|preferred|preference|treasury|restricted|unrestricted|performance|unvested|vested|outstanding|authorized|issued|diluted|basic|dilutive|weighted[\s-]average|total|class\s[A-Z]|series\s[A-Z]|stock|equity|American\sdepositary|depositary)\s){0,4})(?:shares(?!\s+repurchase)|RSUs|PSUs|ADSs|ADRs|stock\sunits|share\sunits)(?!\w)/iu;

const SCALES: Readonly<Record<string, number>> = {
  thousand: 3,
  k: 3,
  lakh: 5,
  'hundred thousand': 5,
  million: 6,
  m: 6,
  mm: 6,
  mn: 6,
  mil: 6,
  mio: 6,
  mln: 6,
  crore: 7,
  billion: 9,
  b: 9,
  bn: 9,
  bln: 9,
  mrd: 9,
  trillion: 12,
  t: 12,
  tn: 12,
  trn: 12,
};

/** "3M" is a company and "10K" a form; without a currency such short forms say nothing. */
const NAMES = new Set(['3M', '10K', '8K', '6K', '11K', '20K', '40K', '401K', '4K', '5K']);

/** Reads unit, scale, currency and closing parenthesis behind a number. */
export function readSuffix(text: string, options: SuffixOptions): Suffix {
  const { at, digits, open } = options;
  const tail = text.slice(at, Math.min(at + WINDOW, options.until));
  let length = 0;
  let closes: Suffix['closes'] = 'no';
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const match = pattern.exec(tail.slice(length));
    if (match === null) return undefined;
    length += match[0].length;
    return match;
  };
  if (open && take(CLOSE) !== undefined) closes = 'number';
  const done = (rest: Pick<Suffix, 'unit' | 'exponent' | 'scaled'> & { currency?: string }): Suffix => {
    if (open && closes === 'no' && take(CLOSE) !== undefined) closes = 'unit';
    return { ...rest, end: at + length, closes };
  };
  const unscaled = { exponent: 0, scaled: false };
  if (options.currency === undefined) {
    const unit = takeUnit(take, tail, digits);
    if (unit !== undefined) return done({ unit, ...unscaled });
    if (take(CENTS) !== undefined) {
      return done({
        unit: 'currency',
        currency: centsOf(text, at, options.defaultCurrency),
        exponent: -2,
        scaled: false,
      });
    }
  }
  const exponent = takeScale(take, tail.slice(length), digits, options.currency !== undefined);
  const scale = exponent === undefined ? unscaled : { exponent, scaled: true };
  if (options.currency !== undefined) {
    if (take(/^\s(?:U\.?S\.?\s)?dollars(?!\w)/iu) === undefined) take(/^\sUSD(?!\w)/u);
    return done({ unit: 'currency', currency: options.currency, ...scale });
  }
  if (take(SHARES) !== undefined) return done({ unit: 'shares', ...scale });
  const mark = take(CURRENCY_MARK_AFTER) ?? take(CURRENCY_NAME_AFTER);
  const currency = mark && currencyCode(mark[0].replace(/^[\s-]+/u, ''), options.defaultCurrency);
  return currency === undefined ? done({ unit: 'none', ...scale }) : done({ unit: 'currency', currency, ...scale });
}

/** "AU 18 cents": the country before the number says whose cents they are. */
function centsOf(text: string, at: number, defaultCurrency: string | undefined): string {
  const country = /(?<![A-Za-z])(US|AU|NZ|HK|CA|SG?)[$]?\s?[\d.,]{1,8}$/u.exec(
    text.slice(Math.max(0, at - 14), at),
  )?.[1];
  return (country && currencyCode(`${country}$`, undefined)) ?? defaultCurrency ?? 'USD';
}

type Take = (pattern: RegExp) => RegExpExecArray | undefined;

function takeUnit(take: Take, tail: string, digits: string): Figure['unit'] | undefined {
  if (take(BASIS_POINTS) !== undefined) return 'bps';
  if (take(POINTS) !== undefined || take(OF_ONE_PERCENT) !== undefined) return 'percent';
  if (take(PERCENT) !== undefined || take(PERCENT_CELL) !== undefined) return 'percent';
  // "777X" is an aircraft, "3.50X" a ratio.
  if (tail.startsWith('X') && !digits.includes('.')) return undefined;
  return take(MULTIPLE) === undefined ? undefined : 'multiple';
}

function takeScale(take: Take, tail: string, digits: string, money: boolean): number | undefined {
  const word = take(SCALE_WORD)?.groups?.word;
  if (word !== undefined) return SCALES[word.toLowerCase().replace(/\s/u, ' ')];
  const { gap = '', mark = '' } = SCALE_MARK.exec(tail)?.groups ?? {};
  const short = mark.length === 1;
  const certain = money
    ? gap === '' || !short || /[MBKT]/u.test(mark)
    : gap === '' && (!short || /[MBT]/u.test(mark) || /^k$/iu.test(mark)) && !NAMES.has((digits + mark).toUpperCase());
  if (mark === '' || !certain || (mark === 'mm' && !money)) return undefined;
  take(SCALE_MARK);
  return SCALES[mark.toLowerCase()];
}
