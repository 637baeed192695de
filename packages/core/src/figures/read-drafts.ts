import type { Span } from '../contracts/entity.ts';
import type { Draft } from './draft.ts';
import type { PrintedNumber } from './number-pattern.ts';
import { readPrefix } from './prefix.ts';
import { isMark, isNegative, isPartOfName, type NumberPlace } from './sign.ts';
import { readSuffix } from './suffix.ts';
import type { Places } from './table-layout.ts';

export interface ReadDraftsOptions extends Places {
  readonly defaultCurrency: string | undefined;
}

/** Reads sign, currency, scale and unit around each number, and leaves out what is no amount. */
export function readDrafts(text: string, numbers: readonly PrintedNumber[], options: ReadDraftsOptions): Draft[] {
  const drafts: Draft[] = [];
  const whole = { start: text.length - text.trimStart().length, end: text.trimEnd().length };
  let limit = 0;
  for (const number of numbers) {
    if (number.start < limit) continue;
    const place = readPlace(text, number, { limit, whole, ...options });
    limit = number.end;
    if (isPartOfName(place) || isMark(place) || isUnreadable(place)) continue;
    const draft = toDraft(place);
    const previous = drafts.at(-1);
    if (previous !== undefined && repeats(text, previous, place)) continue;
    drafts.push(draft);
    limit = draft.end;
  }
  return drafts;
}

interface PlaceOptions extends ReadDraftsOptions {
  readonly limit: number;
  readonly whole: Span;
}

function readPlace(text: string, number: PrintedNumber, options: PlaceOptions): NumberPlace {
  const prefix = readPrefix(text, number.start, options.limit, options.defaultCurrency);
  const suffix = readSuffix(text, {
    at: number.end,
    until: options.reach(number.start),
    digits: number.digits,
    open: prefix.open !== undefined,
    currency: prefix.currency,
    defaultCurrency: options.defaultCurrency,
  });
  const alone = prefix.start <= options.whole.start && suffix.end >= options.whole.end;
  return {
    text,
    number,
    prefix,
    suffix,
    alone,
    inValues: options.inValues(number.start),
    inCell: options.inCell(number.start),
  };
}

/** "10,5" is a number where money or a percentage says so; elsewhere it is a list such as "notes 1,2". */
function isUnreadable({ number, suffix }: NumberPlace): boolean {
  return number.decimalComma === true && suffix.unit !== 'currency' && suffix.unit !== 'percent';
}

/** "-154 ( 154 )", "9% ( 9 % )": a parenthesis that repeats the number before it is no second one. */
function repeats(text: string, previous: Draft, { number, prefix, suffix }: NumberPlace): boolean {
  if (prefix.open === undefined || suffix.closes === 'no' || number.digits !== previous.number.digits) return false;
  return (
    prefix.open >= previous.end &&
    prefix.open - previous.end <= 2 &&
    text.slice(previous.end, prefix.open).trim() === ''
  );
}

function toDraft(place: NumberPlace): Draft {
  const { text, number, prefix, suffix } = place;
  const negative = isNegative(place);
  const wrapped = prefix.open !== undefined && suffix.closes !== 'no';
  const shown = negative && wrapped;
  const span = { start: prefix.start, end: suffix.end };
  if (prefix.open !== undefined && !shown) {
    if (!prefix.currencyOutside) span.start = skipSpace(text, prefix.open + 1);
    if (suffix.closes === 'unit') span.end = skipSpaceBack(text, suffix.end - 1);
    if (suffix.closes === 'number') span.end = number.end;
  }
  return {
    number,
    ...span,
    sign: negative ? -1 : 1,
    unit: suffix.unit,
    ...(suffix.currency === undefined ? {} : { currency: suffix.currency }),
    exponent: suffix.exponent,
    scaled: suffix.scaled,
  };
}

function skipSpace(text: string, offset: number): number {
  let at = offset;
  while (/\s/u.test(text.charAt(at))) at += 1;
  return at;
}

function skipSpaceBack(text: string, offset: number): number {
  let at = offset;
  while (/\s/u.test(text.charAt(at - 1))) at -= 1;
  return at;
}
