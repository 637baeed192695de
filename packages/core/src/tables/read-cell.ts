import { readMeasure } from './measures.ts';
import type { FigureUnit, Quantity } from './table.ts';

const EMPTY = /^(?:[\s.…_*–—‒−-]|n\/?[am]\.?|n\.[am]\.|nil|none|not (?:applicable|meaningful)|%|\$|€|£|\(\)|\( \))*$/i;
const CURRENCY = '(?:US\\s?\\$|C\\$|A\\$|CAD|USD|EUR|GBP|RMB|HK\\$|NT\\$|S\\$|R\\$|[$€£¥₹])';
const CURRENCY_CODES: Readonly<Record<string, string>> = {
  $: 'USD',
  US$: 'USD',
  USD: 'USD',
  C$: 'CAD',
  CAD: 'CAD',
  A$: 'AUD',
  HK$: 'HKD',
  NT$: 'TWD',
  S$: 'SGD',
  R$: 'BRL',
  '€': 'EUR',
  EUR: 'EUR',
  '£': 'GBP',
  GBP: 'GBP',
  '¥': 'JPY',
  RMB: 'CNY',
  '₹': 'INR',
};
/** Currency, sign, opening bracket, digits, closing bracket, unit, and whatever follows. */
const NUMBER = new RegExp(
  `^(?<before>(?:${CURRENCY}|[-–—−+(\\[~]|\\s)*)(?<digits>\\d{1,3}(?:[ ]?,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|\\.\\d+)(?<after>[\\s\\S]*)$`,
  'i',
);
const TRAILING =
  /^\s*(?<close>[)\]]?)\s*(?<unit>%|percent\b|bps?\b|basis points?\b|x\b|times\b|years?\b|months?\b|days?\b|shares?\b|pts?\b)?\s*(?<scale>thousands?\b|millions?\b|billions?\b|trillions?\b|mn?\b|bn\b|k\b)?\s*(?<closeLate>[)\]]?)\s*(?<rest>[\s\S]*)$/i;
/** What may stand behind the number without making the cell words: footnote marks, or the same number again "( 123 )". */
const REMAINDER =
  /^(?:\s|[*†‡§^]|\((?:[a-z]{1,2}|\d{1,2}|[ivx]+)\)|\[(?:[a-z]{1,2}|\d{1,2})\]|\( (?:[a-z]{1,2}|\d{1,2}) \)|\(\s*[$€£]?\s*[\d.,]+\s*%?\s*\)|[).;%])*$/i;

/**
 * Reads the number of one cell: "$(31.5)", "( 1,234 )", "(8.1) %", "-154 ( 154 )" (the tokenised form that says the number
 * twice), "(1,234" (a bracket that was cut off), "1,234 (2)" (a footnote mark). `undefined` for empty cells, dashes, "n/a",
 * words, dates and ranges such as "2-5 years".
 */
export function readCell(text: string): Quantity | undefined {
  const trimmed = text.replace(/\s+/g, ' ').trim();
  if (trimmed.length > 120 || EMPTY.test(trimmed)) return undefined;
  const number = NUMBER.exec(trimmed)?.groups;
  if (number === undefined) return undefined;
  const { before = '', digits = '', after = '' } = number;
  const trailing = TRAILING.exec(after)?.groups ?? {};
  if (!REMAINDER.test(trailing['rest'] ?? '')) return undefined;
  const plain = digits.replace(/[ ,]/g, '');
  const magnitude = Number(plain);
  if (!Number.isFinite(magnitude)) return undefined;
  const negative = /[-–—−]/.test(before) || /[([]/.test(before);
  const currency = currencyOf(before);
  const unit = unitOf(trailing['unit'] ?? (/%/.test(trailing['rest'] ?? '') ? '%' : ''), currency);
  const scale = trailing['scale'] === undefined ? undefined : readMeasure(trailing['scale']).scale;
  return {
    value: negative ? -magnitude : magnitude,
    decimals: plain.split('.')[1]?.length ?? 0,
    ...(unit === undefined ? {} : { unit }),
    ...(currency === undefined ? {} : { currency }),
    ...(scale === undefined ? {} : { scale }),
  };
}

/** True for what says "no number here": empty, a dash, "n/a", a lone currency or percent sign. */
export function isEmptyCell(text: string): boolean {
  return text.length < 40 && EMPTY.test(text);
}

/** True for a lone dash or leader dots, which as a header name nothing. */
export function isDash(text: string): boolean {
  return /^[\s.…_–—‒−-]*$/.test(text);
}

/** True for a cell that is only a year, which in a header is a period and in a row may be an amount. */
export function looksLikeYear(text: string): boolean {
  return /^\s*(?:fy\s?)?(?:19[5-9]\d|20\d\d)[AEF]?\s*(?:\(\s?[\da-z]{1,2}\s?\)|\*|:)*\s*$/i.test(text);
}

function currencyOf(before: string): string | undefined {
  const sign = new RegExp(CURRENCY, 'i').exec(before)?.[0];
  return sign === undefined ? undefined : CURRENCY_CODES[sign.replace(/\s/g, '').toUpperCase()];
}

function unitOf(word: string, currency: string | undefined): FigureUnit | undefined {
  const unit = word.toLowerCase();
  if (unit === '%' || unit === 'percent' || unit.startsWith('pt')) return 'percent';
  if (unit.startsWith('bp') || unit.startsWith('basis')) return 'bps';
  if (unit === 'x' || unit === 'times') return 'multiple';
  if (unit.startsWith('share')) return 'shares';
  if (unit !== '') return 'none';
  return currency === undefined ? undefined : 'currency';
}
