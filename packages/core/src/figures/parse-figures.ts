import type { Figure, Period } from '../contracts/figure.ts';
import { segmentSentences } from '../text/sentences.ts';
import { applyCaptions } from './apply-captions.ts';
import { findCaptions, readCaption } from './captions.ts';
import { type Draft, draftValue } from './draft.ts';
import { figurePeriods } from './figure-periods.ts';
import { scanNumbers } from './number-pattern.ts';
import { parsePeriods } from './periods.ts';
import { joinRanges } from './ranges.ts';
import { readDrafts } from './read-drafts.ts';
import { placesOf, readLayout, readRows } from './table-layout.ts';
import { takenOffsets } from './taken-offsets.ts';
import { withoutYearCells } from './year-cells.ts';

/** Options of `parseFigures`. */
export interface ParseFiguresOptions {
  /**
   * Caption that governs the bare numbers of table rows and of lone values, such as "in millions, except per share data".
   * A caption in the text itself takes its place for the rows under it. Default: none.
   */
  caption?: string;
  /**
   * ISO 4217 code of captioned amounts that name no currency, and of a bare "$" where the currency is a dollar ("CAD").
   * Default: a bare "$" is USD, and captioned amounts without a currency stay without.
   */
  defaultCurrency?: string;
}

/**
 * The amounts in a text, in order of appearance: money, percentages, basis points, multiples, shares and bare numbers,
 * with sign, scale, unit and, where it is unambiguous, the period they are about.
 *
 * Values are exact decimal readings in whole units ("$1.1 billion" is 1100000000, "(3.4)%" is -3.4, "25 bps" is 25). A
 * caption such as "(in millions, except per share data)" scales the bare numbers of the table rows under it, but no
 * percentages, per-share rows, counts or ratios; share counts only where the caption speaks of shares. Dates, periods,
 * page, note and section numbers, forms, identifiers, telephone numbers, times, list numbers, footnote marks, names with
 * numbers and dashes for "nil" are no figures. Never throws; takes time linear in the length of the text.
 *
 * @example
 * parseFigures('Revenue rose 5% to $4.1 billion in fiscal 2023.');
 * // [{ text: '5%', value: 5, unit: 'percent', … }, { text: '$4.1 billion', value: 4100000000, currency: 'USD', … }]
 */
export function parseFigures(text: string, options: ParseFiguresOptions = {}): Figure[] {
  const rows = readRows(text, options.caption !== undefined);
  const periods = withoutYearCells(text, rows, parsePeriods(text));
  const captions = findCaptions(text);
  const lines = readLayout(text, rows, { periods, captions });
  const numbers = scanNumbers(text, takenOffsets(text, lines, periods));
  const places = placesOf(lines, text.length);
  const read = readDrafts(text, numbers, { ...places, defaultCurrency: options.defaultCurrency });
  const drafts = joinRanges(text, read, places.inValues);
  const scaled = applyCaptions(drafts, {
    text,
    lines,
    captions,
    given: options.caption === undefined ? undefined : readCaption(options.caption),
    defaultCurrency: options.defaultCurrency,
  });
  const about = figurePeriods(scaled, {
    text,
    lines,
    sentences: periods.length === 0 ? [] : segmentSentences(text),
    periods,
  });
  return scaled.map((draft, index) => toFigure(text, draft, about[index]));
}

function toFigure(text: string, draft: Draft, period: Period | undefined): Figure {
  const { start, end, unit, currency, exponent, sign, number, bound } = draft;
  return {
    text: text.slice(start, end),
    span: { start, end },
    value: draftValue(draft),
    unit,
    ...(currency === undefined ? {} : { currency }),
    scale: Number(`1e${exponent}`),
    sign,
    decimals: number.decimals,
    ...(period === undefined ? {} : { period }),
    ...(bound === undefined ? {} : { bound }),
  };
}
