import { type Draft, draftValue } from './draft.ts';

const DASH = /^\s?[-–—]\s?$/u;
const TIGHT_DASH = /^[-–—]$/u;
const TO = /^\s{1,2}(?:to|up\sto)\s{1,2}$/iu;
const AND = /^\s{1,2}and\s{1,2}$/iu;
const CHANGE =
  /\b(?:increas|decreas|declin|rose|rise|risen|fell|fall|fallen|grew|grow|grown|down|up|rais|reduc|lower|higher|gain|jump|drop|improv|climb|cut|chang|expand|contract|move)\w*\b[^.;]{0,24}$/iu;
const RANGE_WORDS = /\b(?:between|rang(?:e|es|ed|ing)(?:\s\w+){0,3}|from\sa\slow\sof)\s[^.;]{0,24}$/iu;

/**
 * Joins the two ends of ranges: "$4.1 to $4.3 billion", "2-3%", "between 5 % and 7 %". The end that names no unit or scale
 * takes the other's; `bound` says which end is which. "From 5 to 7 percent" shares the unit too, but is a change, no range.
 */
export function joinRanges(text: string, drafts: readonly Draft[], inValues: (offset: number) => boolean): Draft[] {
  const joined = [...drafts];
  for (let index = 0; index + 1 < joined.length; index += 1) {
    const [low, high] = [joined[index], joined[index + 1]];
    if (low === undefined || high === undefined || low.bound !== undefined) continue;
    const between = text.slice(low.end, Math.min(high.start, low.end + 12));
    const before = text.slice(Math.max(0, low.start - 48), low.start);
    const kind = joinKind(between, before, inValues(high.start));
    if (kind === undefined || high.start - low.end > 10) continue;
    const pair = inherit(low, high);
    if (pair === undefined) continue;
    const bounded = kind === 'range' && draftValue(pair.low) < draftValue(pair.high);
    joined[index] = bounded ? { ...pair.low, bound: 'low' } : pair.low;
    joined[index + 1] = bounded ? { ...pair.high, bound: 'high' } : pair.high;
  }
  return joined;
}

function joinKind(between: string, before: string, inValues: boolean): 'range' | 'change' | undefined {
  if (DASH.test(between)) return inValues && !TIGHT_DASH.test(between) ? undefined : 'range';
  if (AND.test(between)) return /\bbetween\s[^.;]{0,24}$/iu.test(before) ? 'range' : undefined;
  if (!TO.test(between)) return undefined;
  if (RANGE_WORDS.test(before)) return 'range';
  return /\bfrom\s[^.;]{0,24}$/iu.test(before) || CHANGE.test(before) ? 'change' : 'range';
}

/** Both ends with one unit; undefined where they count different things. */
function inherit(low: Draft, high: Draft): { low: Draft; high: Draft } | undefined {
  if (low.unit !== 'none' && high.unit !== 'none' && low.unit !== high.unit) return undefined;
  if (low.currency !== undefined && high.currency !== undefined && low.currency !== high.currency) return undefined;
  const source = high.unit === 'none' ? low : high;
  if (source === low && low.unit !== 'none' && low.unit !== 'currency') return { low, high };
  const unit = source.unit;
  const currency = source.currency;
  const share = (end: Draft, exponent: number): Draft => ({
    ...end,
    unit,
    ...(currency === undefined ? {} : { currency }),
    exponent,
    scaled: end.scaled || exponent > 0,
  });
  const takesScale = !low.scaled && high.scaled && Number(low.number.digits) <= Number(high.number.digits);
  const lowExponent = takesScale || high.exponent < 0 ? high.exponent : low.exponent;
  return { low: share(low, lowExponent), high: share(high, high.exponent) };
}
