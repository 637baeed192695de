import { bitCount } from './bits.ts';
import type { Parts, Setting } from './setting.ts';

export const PERIOD_FEATURES: readonly string[] = [
  'askedMet',
  'usedAsked',
  'usedUnasked',
  'allUnasked',
  'noPeriod',
  'usedBefore',
  'beforeMet',
  'periodBeaten',
  'beatenBefore',
  'lastMet',
  'fullMatch',
  'fullMatch1',
  'fullMatch2',
  'firstAsked',
  'firstNotAsked',
  'later',
  'earlier',
  'samePeriod',
  'nextYear',
  'farYear',
  'latest',
  'latestUnasked',
  'yearsBack',
  'window',
  'notWindow',
  'priorYear',
];

/** Whether the operands are of the periods asked, and in which order. Returns the next free place. */
export function writePeriods(
  setting: Setting,
  { used, placed, candidate }: Parts,
  out: Float64Array,
  start: number,
): number {
  const { askedCount, askedBeforeCount, lastCount, askedYears, latestYear } = setting;
  let met = 0,
    metBefore = 0,
    asked = 0,
    unasked = 0,
    undated = 0,
    inBefore = 0,
    beaten = 0,
    beatenBefore = 0,
    inLast = 0;
  let latest = 0,
    years = 0,
    least = Number.POSITIVE_INFINITY;
  for (const facts of placed) {
    met |= facts.asked;
    metBefore |= facts.askedBefore;
    if (facts.dated === 0) undated++;
    else if (facts.asked !== 0) asked++;
    else if (askedCount > 0) unasked++;
    if (facts.askedBefore !== 0) inBefore++;
    beaten += facts.beaten;
    beatenBefore += facts.beatenBefore;
    inLast += facts.inLast;
    if (facts.year > 0) {
      years++;
      latest = Math.max(latest, facts.year);
      least = Math.min(least, facts.year);
    }
  }
  const n = placed.length || 1;
  const askedMet = askedCount === 0 ? 0 : bitCount(met) / askedCount;
  const full = Number(askedCount > 0 && askedMet === 1 && unasked === 0);
  const unaskedAll = Number(askedCount === 0);
  const [first, second] = used;
  const order = first !== undefined && second !== undefined ? first.order - second.order : Number.NaN;
  const yearGap =
    first !== undefined && second !== undefined && first.year > 0 && second.year > 0
      ? Math.abs(first.year - second.year)
      : -1;
  const tableLatest = latestYear[placed[0]?.table ?? -1] ?? 0;
  const known = years > 0 && tableLatest > 0;
  const low = Math.min(...askedYears);
  const high = Math.max(...askedYears);
  const spans = askedYears.length === 2 && used.length > 2 && years === used.length;
  const filled = spans && least === low && latest === high && years === high - low + 1;
  const prior =
    askedCount === 1 && used.length === 2 && years === 2 && latest === askedYears[0] && least === latest - 1;
  let at = start;
  out[at++] = askedMet;
  out[at++] = asked / n;
  out[at++] = unasked / n;
  out[at++] = Number(placed.length > 0 && unasked === placed.length);
  out[at++] = undated / n;
  out[at++] = inBefore / n;
  out[at++] = askedBeforeCount === 0 ? 0 : bitCount(metBefore) / askedBeforeCount;
  out[at++] = Math.min(beaten, 2);
  out[at++] = unaskedAll * beatenBefore;
  out[at++] = lastCount === 0 ? 0 : unaskedAll * (inLast / n);
  out[at++] = full;
  out[at++] = full * Number(askedCount === 1);
  out[at++] = full * Number(askedCount === 2);
  out[at++] = Number(askedCount > 0 && first !== undefined && first.dated === 1 && (first.asked & 1) !== 0);
  out[at++] = Number(askedCount > 0 && first !== undefined && first.dated === 1 && (first.asked & 1) === 0);
  out[at++] = Number(order > 0);
  out[at++] = Number(order < 0);
  out[at++] = Number(order === 0);
  out[at++] = Number(yearGap === 1);
  out[at++] = Number(yearGap > 1);
  out[at++] = Number(known && latest === tableLatest);
  out[at++] = unaskedAll * Number(known && latest === tableLatest);
  out[at++] = known ? unaskedAll * Math.min(tableLatest - latest, 10) : 0;
  out[at++] = Number(filled);
  out[at++] = Number(spans && !filled);
  out[at++] = Number(prior && candidate.operands.length === 2);
  return at;
}
