import type { Period } from '../contracts/figure.ts';

/** The stretches of time a text names, in order of appearance. */
export function parsePeriods(text: string): Period[] {
  const periods: Period[] = [];
  for (const match of text.matchAll(
    /(?<![\w$.,-])(FY ?|fiscal (?:year )?)?((?:19[5-9]|20[0-9])\d)(?![\w%]|[.,]\d)/giu,
  )) {
    const year = Number(match[2]);
    const fiscal = match[1] !== undefined;
    periods.push({
      label: fiscal ? `FY${year}` : String(year),
      kind: fiscal ? 'fiscal-year' : 'year',
      year,
      span: { start: match.index, end: match.index + match[0].length },
    });
  }
  return periods;
}
