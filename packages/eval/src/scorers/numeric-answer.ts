import { type Figure, parseFigures, statedFigures } from '@plumbline/core';

/** What the right answer of a question over financial tables is. */
export interface NumericGold {
  readonly answer: number | string | readonly string[];
  /** `thousand`, `million`, `billion`, `percent` or empty: what the answer counts in. */
  readonly scale: string;
  /** Whether the scale is part of the answer; else the number as printed is compared. */
  readonly asksScale: boolean;
  /** The formula of the right answer, where one is given: `x0 = 15 - 19; ans = x0 / 19`. */
  readonly program?: string;
}

const SCALES: Readonly<Record<string, number>> = { '': 1, thousand: 1e3, million: 1e6, billion: 1e9, percent: 1 };
const RELATIVE = 1e-3;

/**
 * Whether the text of an answer gives the right one: for a number, the figure it states is equal within 0.1 % or equal
 * when rounded to the decimals of the right one; for words, the text is equal but for case and punctuation.
 *
 * With `asksScale` amounts are compared in whole units, and a percentage meets only a percentage. Without it the number
 * is compared as printed; there a percentage meets a fraction exactly when the formula of the right answer yields one
 * (it ends in a division): "37.5 %" is 0.375 for `ans = 3 / 8`, and 37.5 for `ans = 37.5` or `ans = 40.0 - 2.5`.
 */
export function isRightAnswer(text: string, gold: NumericGold): boolean {
  const answers = typeof gold.answer === 'object' ? gold.answer : [gold.answer];
  const wanted = answers.map((answer) => (typeof answer === 'number' ? String(answer) : answer));
  const numbers = wanted.map(goldNumber);
  const stated = statedFigures(text);
  if (numbers.every((number) => number !== undefined)) {
    return (
      stated.length === numbers.length &&
      numbers.every((number) => stated.some((figure) => isRightFigure(figure, number, gold)))
    );
  }
  return plain(text.replace(/\s*\[\d{1,3}\]/g, '')) === plain(wanted.join(' '));
}

interface GoldNumber {
  readonly value: number;
  readonly decimals: number;
  /** The scale and unit the words of the right answer name themselves: "£3.5 million". */
  readonly scale: number;
  readonly percent: boolean;
}

/** A right answer that is one number, with at most a sign, a currency and a unit around it. */
function goldNumber(answer: string): GoldNumber | undefined {
  const text = answer.trim();
  const bare = /^-?\d+(?:\.(\d+))?(?:e-?\d+)?$/i.exec(text);
  if (bare) return { value: Number(text), decimals: bare[1]?.length ?? 0, scale: 1, percent: false };
  const [figure, ...more] = parseFigures(text);
  if (figure === undefined || more.length > 0 || /\p{L}{3,}/u.test(text.replace(figure.text, ''))) return undefined;
  const { value, scale, decimals, unit } = figure;
  return { value: value / scale, decimals, scale, percent: unit === 'percent' };
}

function isRightFigure(figure: Figure, number: GoldNumber, gold: NumericGold): boolean {
  const percent = figure.unit === 'percent';
  if (gold.asksScale) {
    if (percent !== (number.percent || gold.scale === 'percent')) return false;
    return isNear(figure.value / (number.scale * (SCALES[gold.scale] ?? 1)), number);
  }
  const printed = figure.value / figure.scale;
  return isNear(percent && yieldsFraction(gold.program ?? '') ? printed / 100 : printed, number);
}

function isNear(value: number, { value: wanted, decimals }: GoldNumber): boolean {
  const difference = Math.abs(value - wanted);
  return difference <= RELATIVE * Math.abs(wanted) || difference <= 0.5 * 10 ** -decimals * (1 + 1e-9);
}

/**
 * Whether a formula yields a fraction of 1: what a division yields, and sums, differences and products with such a
 * fraction alone; a fraction times a number above 1 is an amount again.
 */
export function yieldsFraction(program: string): boolean {
  const fractions = new Map<string, boolean>();
  let last = false;
  for (const step of program.split(';')) {
    const [, name = '', left = '', operator = '', right = ''] =
      /^\s*(\w+)\s*=\s*(\S+)(?:\s+([-+*/])\s+(\S+))?\s*$/.exec(step) ?? [];
    const isFraction = (term: string) => fractions.get(term) ?? false;
    if (operator === '/') last = true;
    else if (operator === '*') last = isFraction(left) && isFraction(right);
    else last = isFraction(left) || isFraction(right);
    fractions.set(name, last);
  }
  return last;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/\b(?:the|an?)\b/g, ' ')
    .replace(/[^\p{L}\p{N}.%]+/gu, ' ')
    .replace(/\.(?!\d)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
