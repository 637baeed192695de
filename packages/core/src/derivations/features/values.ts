import { cueBit } from '../ask.ts';
import { isFraction } from '../candidate.ts';
import type { Parts, Setting } from './setting.ts';

const PERCENT = cueBit('percent');
const CHANGE = cueBit('change');
const DIFFERENCE = cueBit('difference');
const AVERAGE = cueBit('average');
const SUM = cueBit('sum');
const SHARE = cueBit('share');

export const VALUE_FEATURES: readonly string[] = [
  'percentOperands',
  'percentOperandsAsked',
  'resultPercent',
  'resultPercentAsked',
  'plainForPercent',
  'mixedUnits',
  'mixedScales',
  'negativeOperands',
  'negativeResult',
  'negativeDifference',
  'aboveOne',
  'aboveOneShare',
  'size',
  'tiny',
  'yearLike',
  'textOperands',
  'textCover',
  'textFirst',
  'sameSentence',
  'labelChange',
  'labelPercent',
  'labelAverage',
  'labelTotal',
  'labelChangeAsked',
  'labelPercentAsked',
  'labelAverageAsked',
  'labelTotalAsked',
  'rowPeriod',
  'negatedVariant',
  'shareOfTwo',
  'rescaled',
  'percentOf',
];

/** What kind of number comes out, and whether that is what was asked. Returns the next free place. */
export function writeValues(
  setting: Setting,
  { used, placed, candidate }: Parts,
  out: Float64Array,
  start: number,
): number {
  const { cues } = setting.problem.ask;
  const { operation, value } = candidate;
  let percent = 0,
    negative = 0,
    texts = 0,
    textCover = 0,
    mixedUnits = 0,
    mixedScales = 0,
    yearLike = 0,
    sameSentence = 1;
  const [first] = placed;
  for (const facts of placed) {
    percent += facts.percent;
    if (facts.value < 0) negative++;
    if (facts.kind === 'text') texts++;
    textCover = Math.max(textCover, facts.textCover);
    if (first !== undefined && facts.percent !== first.percent) mixedUnits = 1;
    if (first !== undefined && facts.scale !== first.scale) mixedScales = 1;
    if (facts.sentence === '' || facts.sentence !== first?.sentence) sameSentence = 0;
    yearLike = Math.max(yearLike, facts.yearLike);
  }
  const n = used.length || 1;
  const fraction = isFraction(operation);
  const resultPercent = Number(fraction || (percent > 0 && percent === placed.length));
  const askedPercent = Number((cues & PERCENT) !== 0);
  const askedDifference = (cues & DIFFERENCE) !== 0 && (cues & CHANGE) === 0;
  const size = Math.log10(1 + Math.abs(value));
  const aboveOne = Number(fraction && Math.abs(value) > 1);
  const label = first?.kind === 'cell' ? first : undefined;
  let at = start;
  out[at++] = percent / n;
  out[at++] = askedPercent * (percent / n);
  out[at++] = resultPercent;
  out[at++] = resultPercent * askedPercent;
  out[at++] = (1 - resultPercent) * askedPercent;
  out[at++] = mixedUnits;
  out[at++] = mixedScales;
  out[at++] = negative / n;
  out[at++] = Number(value < 0);
  out[at++] = Number(value < 0 && askedDifference);
  out[at++] = aboveOne;
  out[at++] = aboveOne * Number((cues & SHARE) !== 0);
  out[at++] = size / 6;
  out[at++] = Number(size < 0.004);
  out[at++] = yearLike;
  out[at++] = texts / n;
  out[at++] = textCover;
  out[at++] = Number(used[0]?.kind === 'text');
  out[at++] = Number(placed.length > 1) * sameSentence;
  out[at++] = label?.labelChange ?? 0;
  out[at++] = label?.labelPercent ?? 0;
  out[at++] = label?.labelAverage ?? 0;
  out[at++] = label?.labelTotal ?? 0;
  out[at++] = Number((cues & CHANGE) !== 0) * (label?.labelChange ?? 0);
  out[at++] = askedPercent * (label?.labelPercent ?? 0);
  out[at++] = Number((cues & AVERAGE) !== 0) * (label?.labelAverage ?? 0);
  out[at++] = Number((cues & SUM) !== 0) * (label?.labelTotal ?? 0);
  out[at++] = label?.rowPeriod ?? 0;
  out[at++] = Number(operation === 'negatedSum' || operation === 'negatedAverage');
  out[at++] = Number(operation === 'sumShare');
  out[at++] = Number(operation === 'rescaled');
  out[at++] = Number(operation === 'percentOf');
  return at;
}
