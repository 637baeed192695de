import type { PrintedNumber } from './number-pattern.ts';
import type { Prefix } from './prefix.ts';
import type { Suffix } from './suffix.ts';

/** Where a number stands: in the values of a table row, or in prose or a label. */
export interface NumberPlace {
  readonly text: string;
  readonly number: PrintedNumber;
  readonly prefix: Prefix;
  readonly suffix: Suffix;
  /** Whether the text is nothing but this number. */
  readonly alone: boolean;
  readonly inValues: boolean;
  /** Whether the row's cells are parted by `|` or tabs. */
  readonly inCell: boolean;
}

/** Words before a parenthesis that make its number the statement itself, and no remark: "was (1.2)%", "of ($5)". */
const STATES =
  /(?:^|[\s|])(?:of|was|were|is|are|to|from|by|at|and|or|vs\.?|versus|with|than|totaled|totalled)\s{0,2}$|[:=|]\s{0,2}$/iu;

/** Whether a number in parentheses is the accountant's negative. In prose "(25%)" behind a noun is a remark. */
export function isNegative({ text, number, prefix, suffix, inValues }: NumberPlace): boolean {
  if (prefix.negative) return true;
  if (prefix.open === undefined || suffix.closes === 'no') return false;
  if (prefix.currencyOutside || inValues) return true;
  if (suffix.closes === 'number' && (suffix.unit !== 'none' || suffix.scaled) && prefix.currency === undefined)
    return true;
  if (suffix.closes === 'number' && suffix.scaled) return true;
  const before = text.slice(Math.max(0, prefix.open - 12), prefix.open);
  if (before.trim() === '' || STATES.test(before)) return true;
  return suffix.unit === 'none' && (number.decimals > 0 || Number(number.digits) >= 1000);
}

/** "(1)", "( 12 )": a small whole number alone in parentheses is a mark, unless it is a value of a table. */
export function isMark({ text, number, prefix, suffix, alone, inValues, inCell }: NumberPlace): boolean {
  if (prefix.open === undefined || suffix.closes !== 'number' || prefix.currency !== undefined) return false;
  if (suffix.unit !== 'none' || suffix.scaled || number.decimals > 0 || Number(number.digits) > 999) return false;
  if (!inValues) return !alone;
  if (!inCell) return false;
  return /\d[^|\t\n]{0,12}$/u.test(text.slice(Math.max(0, prefix.open - 14), prefix.open));
}

/** Letters, dashes and slashes at a number make it part of a name: A12, COVID-19, 10-year, 5G, 24/7, 2:1. */
export function isPartOfName({ text, number, prefix, suffix }: NumberPlace): boolean {
  const plain = suffix.unit === 'none' && !suffix.scaled;
  const before = text.slice(Math.max(0, prefix.start - 2), prefix.start);
  const after = text.slice(suffix.end, suffix.end + 4);
  if (prefix.currency === undefined && number.form !== 'words') {
    if (/[\p{L}_#@&\\§]$/u.test(before)) return true;
    if (/[\p{L}\d]\/$|\p{L}\.$|[\p{L}_]-$|\d:$/u.test(before) && plain) return true;
  }
  if (suffix.unit === 'currency') return false;
  if (/^[\p{L}_]/u.test(after)) return true;
  if (!plain) return false;
  return /^\([A-Za-z]{1,4}\)|^-\p{L}|^\/[\p{L}\d]|^:\d|^\.\d/u.test(after);
}
