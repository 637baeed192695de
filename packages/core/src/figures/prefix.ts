import { CURRENCY_BEFORE, currencyCode } from './currencies.ts';

/** What stands before a number. */
export interface Prefix {
  readonly start: number;
  readonly negative: boolean;
  /** Where a parenthesis opens that may close behind the number. */
  readonly open?: number;
  /** Whether the currency mark stands before that parenthesis: "$(12)". */
  readonly currencyOutside: boolean;
  readonly currency?: string;
}

const WINDOW = 18;
const PREFIX = new RegExp(
  `(?<sign>[-−–+])?(?<outer>\\(\\s{0,2})?(?<inner>[-−–+])?(?:(?<currency>${CURRENCY_BEFORE})\\s{0,2}(?:\\|\\s?)?(?<after>\\(\\s{0,2})?(?<last>[-−–+])?)?$`,
  'u',
);

/** "minus 5%", "negative $2 million". */
const SIGN_WORD = /(?<![\p{L}-])(?:minus|negative)\s{1,2}$/iu;

/** Reads sign, parenthesis and currency before the number at `at`; nothing before `limit` is looked at. */
export function readPrefix(text: string, at: number, limit: number, defaultCurrency: string | undefined): Prefix {
  const from = Math.max(limit, at - WINDOW);
  const match = PREFIX.exec(text.slice(from, at));
  if (match === null) return { start: at, negative: false, currencyOutside: false };
  const { sign = '', outer, inner, currency, after, last } = match.groups ?? {};
  const begin = from + match.index;
  const joined = sign !== '' && isJoined(text, begin);
  const code = currency === undefined ? undefined : currencyCode(currency, defaultCurrency);
  const open = after !== undefined ? at - after.length - (last?.length ?? 0) : begin + sign.length;
  const start = joined ? begin + sign.length : begin;
  const word = SIGN_WORD.exec(text.slice(Math.max(limit, start - 12), start))?.[0];
  return {
    start: start - (word?.length ?? 0),
    negative:
      word !== undefined || [joined ? '' : sign, inner, last].some((mark) => mark !== undefined && /[-−–]/u.test(mark)),
    ...(outer === undefined && after === undefined ? {} : { open }),
    currencyOutside: after !== undefined,
    ...(code === undefined ? {} : { currency: code }),
  };
}

/** A dash behind a letter, digit, percent sign or parenthesis joins; it is no sign. */
function isJoined(text: string, offset: number): boolean {
  return offset > 0 && /[\p{L}\d%)\].½¼¾]/u.test(text.charAt(offset - 1));
}
