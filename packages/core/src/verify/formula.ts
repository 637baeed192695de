/** "(52.1 − 50.0) / 50.0 = 4.2 %": a result behind its numbers. */
const FORMULA = /[\d%)]\s*[−+/×-]\s*[^=]*\d[^=]*=\s*\S/;
/** What is asked or said of a calculation and not of its numbers. */
const CALCULATION =
  /\b(?:percent(?:age)?|chang(?:e[ds]?|ing)|differences?|averages?|mean|sum|ratio|increase[ds]?|decrease[ds]?|growth|grow|grew|rise|rose|fall|fell|decline[ds]?|share|did not|less|divided|times|by how much|earlier answer|amounts)\b/gi;
/** "(3,900 + 3,800) / 2 =": how many numbers a mean is of. */
const MEAN = /\((?<terms>[^=]*)\)\s*\/\s*(?<count>\d{1,3})(?=\s*=)/g;

/** Whether a sentence or an answer shows how a number was calculated. */
export function holdsFormula(text: string): boolean {
  return FORMULA.test(text);
}

/** Without the words that speak of calculating: no source says them of its numbers. */
export function withoutCalculation(text: string): string {
  return text.replace(CALCULATION, (word) => ' '.repeat(word.length));
}

/** The offsets at which the divisors of means begin: counts of numbers, no figures that a source states. */
export function meanDivisors(text: string): number[] {
  return [...text.matchAll(MEAN)].flatMap(({ 0: mean, index, groups }) => {
    const { terms = '', count = '' } = groups ?? {};
    return terms.split(' + ').length === Number(count) ? [index + mean.length - count.length] : [];
  });
}
