import { allMatches } from '../text/all-matches.ts';
import type { PrintedNumber } from './number-pattern.ts';

const VULGAR: Readonly<Record<string, readonly [number, number]>> = {
  '½': [1, 2],
  '¼': [1, 4],
  '¾': [3, 4],
  '⅓': [1, 3],
  '⅔': [2, 3],
  '⅛': [1, 8],
  '⅜': [3, 8],
  '⅝': [5, 8],
  '⅞': [7, 8],
};

const UNIT_FOLLOWS =
  '(?=\\s?%|[\\s-]{1,2}(?:percent|per\\scent|percentage|of\\s(?:a|one|1)\\sper|of\\s(?:a|one)\\spoint|point|basis))';
const PLAIN_FRACTION = '\\d{1,2}/\\d{1,2}(?![\\w/]|[.,]\\d)';
/** "1/4" is a number where a percentage or the second end of a range follows; "3-1/2" always is. */
const FRACTIONS = new RegExp(
  `(?<![\\w.,/$-])(?:(?<whole>\\d{1,3})(?<join>\\s?[-–]\\s?|\\s))?(?<top>\\d{1,2})/(?<bottom>\\d{1,2})(?![\\w/]|[.,]\\d)(?:${UNIT_FOLLOWS}|(?<range>(?=\\s(?:to|and)\\s(?:\\d{1,3}[\\s-]{0,3})?(?:${PLAIN_FRACTION}|\\d)))|(?<bare>))`,
  'giu',
);
const VULGARS = /(?<![\d.,/])(?<whole>\d{1,3})?[\s-]?(?<sign>[½¼¾⅓⅔⅛⅜⅝⅞])/gu;
const DENOMINATORS = new Set([2, 3, 4, 5, 8, 10, 16, 32, 64]);

/** Fractions as rate decisions and bond names print them: 3-1/2 percent, 6 7/8%, 1/4 percentage point, ¼. */
export function scanFractions(text: string): PrintedNumber[] {
  const numbers: PrintedNumber[] = [];
  if (text.includes('/')) {
    for (const match of allMatches(text, FRACTIONS)) {
      const { whole, join = '', top, bottom, bare } = match.groups ?? {};
      const [numerator, denominator] = [Number(top), Number(bottom)];
      if (numerator === 0 || numerator >= denominator || !DENOMINATORS.has(denominator)) continue;
      if (bare !== undefined && (whole === undefined || !/[-–]/u.test(join))) continue;
      numbers.push(fraction(match.index, match[0].length, Number(whole ?? 0), [numerator, denominator]));
    }
  }
  for (const match of allMatches(text, VULGARS)) {
    const parts = VULGAR[match.groups?.sign ?? ''];
    if (parts === undefined) continue;
    const skipped = match.groups?.whole === undefined && /^[\s-]/u.test(match[0]) ? 1 : 0;
    numbers.push(fraction(match.index + skipped, match[0].length - skipped, Number(match.groups?.whole ?? 0), parts));
  }
  return numbers;
}

function fraction(start: number, length: number, whole: number, parts: readonly [number, number]): PrintedNumber {
  const digits = mixedNumber(whole, parts);
  return { start, end: start + length, digits, decimals: digits.split('.')[1]?.length ?? 0, form: 'fraction' };
}

/** Exact where the fraction ends after six decimals, as halves to sixty-fourths do. */
export function mixedNumber(whole: number, [numerator, denominator]: readonly [number, number]): string {
  return String(Number((whole + numerator / denominator).toFixed(6)));
}
