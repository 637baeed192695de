import type { Caption } from './captions.ts';
import type { Draft } from './draft.ts';
import { type GoverningOptions, governingCaptions } from './governing-captions.ts';
import { type ValueKind, valueKind } from './row-kind.ts';
import { lastAtOrBefore } from './spans.ts';
import type { LayoutLine } from './table-layout.ts';

export interface ApplyCaptionsOptions extends GoverningOptions {
  readonly defaultCurrency: string | undefined;
  readonly text: string;
}

/** No company has issued more shares; a larger product means that the count was printed in full. */
const MOST_SHARES = 5e11;

interface Placed {
  readonly draft: Draft;
  readonly line?: LayoutLine;
  readonly kind?: ValueKind;
}

/** Gives the bare numbers of table rows the unit their row or column names, and the scale of the caption above them. */
export function applyCaptions(drafts: readonly Draft[], options: ApplyCaptionsOptions): Draft[] {
  const governing = governingCaptions(options);
  const placed = drafts.map((draft): Placed => {
    const line = options.lines[lastAtOrBefore(options.lines, draft.number.start)];
    if (line === undefined || !isBare(draft)) return { draft };
    if (!line.row || draft.number.start < line.valuesFrom) {
      const own = captionInFront(draft, options);
      return own === undefined ? { draft } : { draft: govern(draft, 'amount', own), line, kind: 'amount' };
    }
    const kind = valueKind(line, draft);
    return { draft: govern(draft, kind, governing(line, draft.number.start)), line, kind };
  });
  const currencies = tableCurrencies(placed);
  return placed.map(({ draft, line, kind }) => {
    if (line === undefined || kind !== 'amount' || draft.unit !== 'none' || draft.exponent === 0) return draft;
    const currency = currencies.get(line.table) ?? options.defaultCurrency;
    return currency === undefined ? draft : { ...draft, unit: 'currency', currency };
  });
}

/** "Revenue (in millions): 5.2": the caption right before the number, whatever the line is. */
function captionInFront({ start }: Draft, { captions, text }: ApplyCaptionsOptions): Caption | undefined {
  const caption = captions[lastAtOrBefore(captions, start)];
  if (caption === undefined || start - caption.end > 6 || start < caption.end) return undefined;
  return /^[)\]]?\s?(?:[:=]|was|were|of)?\s{0,2}$/u.test(text.slice(caption.end, start)) ? caption : undefined;
}

function isBare({ scaled, exponent, unit }: Draft): boolean {
  return !scaled && exponent === 0 && (unit === 'none' || unit === 'currency' || unit === 'shares');
}

function govern(draft: Draft, kind: ValueKind, caption: Caption | undefined): Draft {
  const plain = draft.unit === 'none';
  if (kind === 'percent') return plain ? { ...draft, unit: 'percent' } : draft;
  if (kind === 'shares' && draft.unit !== 'currency') {
    return { ...draft, unit: 'shares', exponent: caption === undefined ? 0 : shareExponent(draft, caption) };
  }
  if (caption === undefined || kind === 'per-share' || (kind === 'count' && plain)) return draft;
  const currency = draft.currency ?? caption.currency;
  if (currency === undefined) return { ...draft, exponent: caption.exponent };
  return { ...draft, exponent: caption.exponent, unit: 'currency', currency };
}

/**
 * Share counts follow the caption only where it speaks of shares ("except per share data" leaves the counts in), or where
 * the count has decimals; and never beyond what a company can have issued.
 */
function shareExponent({ number }: Draft, caption: Caption): number {
  const exponent = caption.shareExponent ?? (number.decimals > 0 ? caption.exponent : 0);
  return Number(`${number.digits}e${exponent}`) > MOST_SHARES ? 0 : exponent;
}

/** The one currency that the scaled amounts of each table name, for those that name none: statements print it once. */
function tableCurrencies(placed: readonly Placed[]): Map<number, string | undefined> {
  const currencies = new Map<number, string | undefined>();
  for (const { draft, line } of placed) {
    if (line === undefined || draft.currency === undefined || draft.exponent <= 0) continue;
    const known = currencies.has(line.table) ? currencies.get(line.table) : draft.currency;
    currencies.set(line.table, known === draft.currency ? known : undefined);
  }
  return currencies;
}
