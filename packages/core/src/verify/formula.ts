import type { Span } from '../contracts/entity.ts';

/** "(52.1 − 50.0) / 50.0 = 4.2 %": a result behind its numbers. */
const FORMULA = /[\d%)]\s*[−+/×-]\s*[^=]*\d[^=]*=\s*\S/;
/** What is asked or said of a calculation and not of its numbers. */
const CALCULATION =
  /\b(?:percent(?:age)?|chang(?:e[ds]?|ing)|differences?|averages?|mean|sum|ratio|increase[ds]?|decrease[ds]?|growth|grow|grew|rise|rose|fall|fell|decline[ds]?|share|exceed(?:ed|s)?|stood below|the limit|in no period|how many|did not|less|divided|times|by how much|earlier answer|amounts)\b/gi;
/** "(3,900 + 3,800) / 2 =": how many numbers a mean is of. */
const MEAN = /\((?<terms>[^=]*)\)\s*\/\s*(?<count>\d{1,3})(?=\s*=)/g;

/** A count of what was listed before: a 1 for each that is meant and a 0 for each that is not. */
const COUNT = /(?<=: )[01](?: \+ [01])* = \d{1,3}\b/g;

/** Whether a sentence or an answer shows how a number was calculated. */
export function holdsFormula(text: string): boolean {
  return FORMULA.test(text);
}

/** Without the words that speak of calculating: no source says them of its numbers. */
export function withoutCalculation(text: string): string {
  return text.replace(CALCULATION, (word) => ' '.repeat(word.length));
}

/** Where a text counts: the divisors of means, and `1 + 0 + 1 = 2`. Such numbers are no figures that a source states. */
export function countSpans(text: string): Span[] {
  if (!text.includes('=')) return [];
  const divisors = [...text.matchAll(MEAN)].flatMap(({ 0: mean, index, groups }) => {
    const { terms = '', count = '' } = groups ?? {};
    const end = index + mean.length;
    return terms.split(' + ').length === Number(count) ? [{ start: end - count.length, end }] : [];
  });
  const counts = [...text.matchAll(COUNT)].map(({ 0: count, index }) => ({ start: index, end: index + count.length }));
  return [...divisors, ...counts];
}

/** The number of a count, `1 + 0 + 1 = 2`; undefined where a text holds none. */
export function countIn(text: string): string | undefined {
  return /\d+$/.exec(text.match(COUNT)?.at(-1) ?? '')?.[0];
}
