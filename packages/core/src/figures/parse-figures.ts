import type { Figure } from '../contracts/figure.ts';
import { parsePeriods } from './periods.ts';

export interface ParseFiguresOptions {
  /** Caption that governs the bare numbers of the text's table rows, such as "in millions, except per share data". */
  caption?: string;
  /** ISO 4217 code of amounts that name no currency under a caption, and of a bare "$" where it is a dollar. */
  defaultCurrency?: string;
}

const SCALES: Readonly<Record<string, number>> = { thousand: 3, million: 6, billion: 9, trillion: 12 };

/** The numbers of a text that are amounts, in order of appearance. */
export function parseFigures(text: string, options: ParseFiguresOptions = {}): Figure[] {
  const periods = parsePeriods(text);
  const figures: Figure[] = [];
  const pattern =
    /(?<![\w.,])(\$ ?)?(\()?(\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,12})?)(\))?( ?(?:thousand|million|billion|trillion)\b)?( ?%| percent\b| (?:bps|basis points)\b)?/giu;
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    const end = start + match[0].length;
    if (periods.some(({ span }) => span !== undefined && span.start < end && start < span.end)) continue;
    const exponent = SCALES[(match[5] ?? '').trim().toLowerCase()] ?? 0;
    const sign = match[2] !== undefined && match[4] !== undefined ? -1 : 1;
    const digits = (match[3] ?? '').replaceAll(',', '');
    const unit = /%|percent/i.test(match[6] ?? '') ? 'percent' : match[6] ? 'bps' : match[1] ? 'currency' : 'none';
    figures.push({
      text: match[0],
      span: { start, end },
      value: sign * Number(`${digits}e${exponent}`),
      unit,
      ...(unit === 'currency' ? { currency: options.defaultCurrency ?? 'USD' } : {}),
      scale: 10 ** exponent,
      sign,
      decimals: digits.split('.')[1]?.length ?? 0,
    });
  }
  return figures;
}
