import { readPeriodMarks } from '../tables/period-marks.ts';
import type { PeriodMark } from '../tables/table.ts';
import { contentWords } from './words.ts';

/** Which words of a question point to which operation; each is one input of the ranking model. */
const CUES: readonly (readonly [string, RegExp])[] = [
  ['percent', /percent|%|\bproportions?\b|\bportions?\b/],
  [
    'change',
    /\bchang\w*|increas|decreas|growth|\bgrew|\bgrow\b|declin|\brise|\brose|\bdrop|\bfell\b|\bfall\b|fluctuat|\bvariation|\bvarianc|\bgain/,
  ],
  ['difference', /differ|\bless\b|\bminus\b|\bsubtract|exceed|\bhigher|\blower|\bmore\b|\bgreater/],
  ['average', /averag|\bmean\b/],
  ['weighted', /weighted|average (?:annual|price|grant|exercise|remaining|life|cost|rate|number|shares|balance)/],
  ['sum', /\bsum\b|\btotal\b|combined|altogether|together|aggregate|\bboth\b|cumulative|\bplus\b|\badd/],
  [
    'ratio',
    /\bratio\b|divided|in relation to|\brepresent|\bas a (?:percent|portion|proportion|fraction|share)|\bout of|\bmultiple\b|\btimes\b|\bover\b|compared to/,
  ],
  [
    'share',
    /\b(?:percent\w*|proportion|portion|share|fraction|%) (?:of|in)\b|accounted for|made up|make up|attribut|consist|represent/,
  ],
  ['rate', /\brates?\b|\breturn|\broi\b|\bmargin|\byield/],
  ['product', /multipl|\btimes\b|\bproduct of/],
  [
    'convert',
    /\bin (?:thousands|millions|billions|dollars|hundreds)|converted|divided by (?:100|1000|1,000|1000000)\b/,
  ],
  ['constant', /(?:less|minus|plus|by|times) (?:1|100|1000|2|3|4|1000000|1,000)\b/],
  ['that', /\bthat\b|\bthis\b|\bthese\b|\bthose\b|\bit\b|\bits\b|\bthey\b|\bthe two\b|\bthe values\b|\bthe sum\b/],
  ['and', /^(?:and|so|then|what about|how about)\b/],
  ['again', /\bagain\b/],
  ['netChange', /\bnet (?:change|difference)|\bthe (?:change|difference)\b/],
  ['howMuch', /how much|how many/],
  ['yearRange', /(?:from|between) .*(?:to|and|through) /],
  ['respectively', /respectively/],
];

export const CUE_NAMES: readonly string[] = CUES.map(([name]) => name);

/** The bit of a cue in `Ask.cues`; 0 for a name that is no cue. */
export function cueBit(name: string): number {
  const index = CUE_NAMES.indexOf(name);
  return index < 0 ? 0 : 1 << index;
}

/** A question, or the sentence a figure stands in, read for what it asks. */
export interface Ask {
  readonly text: string;
  readonly words: readonly string[];
  readonly periods: readonly PeriodMark[];
  /** Bit i is set when cue i is present. */
  readonly cues: number;
  /** Numbers the question itself names: "less 1", "divided by 100". */
  readonly constants: readonly number[];
}

export function readAsk(text: string): Ask {
  const lower = text.toLowerCase();
  let cues = 0;
  for (const [index, [, pattern]] of CUES.entries()) if (pattern.test(lower)) cues |= 1 << index;
  return { text, words: contentWords(text), periods: readPeriodMarks(text), cues, constants: constantsOf(lower) };
}

function constantsOf(lower: string): number[] {
  const found: number[] = [];
  for (const match of lower.matchAll(
    /(?:less|minus|plus|by|times|divided by|of|subtract\w*) (\d[\d,]*(?:\.\d+)?)\b/g,
  )) {
    const value = Number((match[1] ?? '').replaceAll(',', ''));
    if (Number.isFinite(value) && !(value > 1949 && value < 2100)) found.push(value);
  }
  const before = /\b(1|100|1000|1,000) (?:less|minus)/.exec(lower)?.[1];
  if (before !== undefined) found.push(Number(before.replace(',', '')));
  if (/hundreds?\b/.test(lower)) found.push(100);
  if (/\b(?:thousands?|millions?|billions?|dollars)\b/.test(lower)) found.push(1e3, 1e6);
  if (/\bin percent/.test(lower)) found.push(100);
  return [...new Set(found)];
}
