import { allMatches } from '../text/all-matches.ts';
import { mixedNumber } from './fractions.ts';
import type { PrintedNumber } from './number-pattern.ts';

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const PARTS: Readonly<Record<string, number>> = {
  half: 2,
  halves: 2,
  third: 3,
  thirds: 3,
  quarter: 4,
  quarters: 4,
  fourth: 4,
  fourths: 4,
  eighth: 8,
  eighths: 8,
  tenth: 10,
  tenths: 10,
  sixteenth: 16,
  sixteenths: 16,
};

const CARDINAL = `(?:${[...ONES, ...TENS, 'hundred'].join('|')})`;
const CARDINALS = `(?:a\\shundred|${CARDINAL})(?:[\\s-](?:and\\s)?${CARDINAL}){0,5}`;
const PART = `(?:half|(?:one|a|two|three|five|seven|nine)[\\s-](?:${Object.keys(PARTS).join('|')}))`;
/** Words count as a number only where the next word says what is counted. */
const COUNTED =
  '(?=[\\s-]{1,2}(?:(?:of\\s)?(?:an?|one)\\sper|(?:of\\s)?an?\\s(?:percentage\\s)?point|thousand|million|billion|trillion|percent\\b|per\\scent|percentage|basis|dollars|euros|cents|shares\\b|times\\b))';
const WORDS = new RegExp(
  `(?<![\\w-])(?:(?<cardinal>${CARDINALS})(?:\\sand\\s(?<extra>${PART}))?|(?<part>${PART}))${COUNTED}`,
  'giu',
);

/** Numbers in words where they certainly count something: two million, twenty-five basis points, one-half percentage point. */
export function scanNumberWords(text: string): PrintedNumber[] {
  const numbers: PrintedNumber[] = [];
  for (const match of allMatches(text, WORDS)) {
    const { cardinal, extra, part } = match.groups ?? {};
    const whole = cardinal === undefined ? 0 : cardinalValue(cardinal);
    if (whole === undefined) continue;
    const digits = mixedNumber(whole, fractionParts(extra ?? part));
    const start = match.index;
    numbers.push({
      start,
      end: start + match[0].length,
      digits,
      decimals: digits.split('.')[1]?.length ?? 0,
      form: 'words',
    });
  }
  return numbers;
}

/** "three-quarters" is 3/4, "half" 1/2; nothing is 0/1. */
function fractionParts(words: string | undefined): readonly [number, number] {
  if (words === undefined) return [0, 1];
  const [first = '', second] = words.toLowerCase().split(/[\s-]/u);
  if (second === undefined) return [1, PARTS[first] ?? 2];
  return [first === 'a' ? 1 : ONES.indexOf(first), PARTS[second] ?? 1];
}

/** Up to nine hundred ninety-nine; undefined for words that make no number ("five six"). */
function cardinalValue(words: string): number | undefined {
  let value = 0;
  let free = 1000;
  for (const word of words.toLowerCase().split(/[\s-]/u)) {
    if (word === 'and') continue;
    if (word === 'a') {
      value = 1;
      continue;
    }
    if (word === 'hundred') {
      if (value === 0 || value > 9) return undefined;
      value *= 100;
      free = 100;
      continue;
    }
    const tens = TENS.indexOf(word);
    const number = tens >= 0 ? (tens + 2) * 10 : ONES.indexOf(word);
    if (number >= free) return undefined;
    value += number;
    free = tens >= 0 ? 10 : 0;
  }
  return value;
}
