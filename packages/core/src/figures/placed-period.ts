import type { Span } from '../contracts/entity.ts';
import type { Period } from '../contracts/figure.ts';
import { lastAtOrBefore } from './spans.ts';

/** A period and where it stands. */
export interface PlacedPeriod extends Span {
  readonly period: Period;
}

/** The periods that begin in a stretch of the text. */
export function between(periods: readonly PlacedPeriod[], start: number, end: number): PlacedPeriod[] {
  return periods.slice(lastAtOrBefore(periods, start - 1) + 1, lastAtOrBefore(periods, end - 1) + 1);
}
