import { asOfBound } from '../lancedb/as-of.ts';
import type { RangeFilter } from './attribute-field.ts';

/** A comparison of a whole number of seconds since the epoch. */
export interface SecondsBound {
  readonly operator: 'gt' | 'gte' | 'lt' | 'lte';
  readonly seconds: number;
}

/** What a range of instants is in whole seconds: at least what the range holds, `exact` when no more. */
export interface SecondsRange {
  readonly bounds: readonly SecondsBound[];
  readonly exact: boolean;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const OPERATORS = ['gt', 'gte', 'lt', 'lte'] as const;
/** An instant with an offset may be called a day later than it is in UTC. */
const DAY_SECONDS = 24 * 60 * 60;

/** A range over fields that hold instants as `toISOString` writes them, stored as whole seconds, rounded down. */
export function secondsRange(filter: RangeFilter): SecondsRange {
  const bounds: SecondsBound[] = [];
  let exact = true;
  for (const operator of OPERATORS) {
    const bound = filter[operator];
    if (bound === undefined) continue;
    const seconds = typeof bound === 'string' ? secondsOf(bound) : undefined;
    if (seconds === undefined) {
      exact = false;
      continue;
    }
    const atStart = String(bound).endsWith('.000Z');
    const atEnd = String(bound).endsWith('.999Z');
    // 12:00:00.5 is stored as 12:00:00: "before 12:00:00.5" must let 12:00:00 through, and "after" as well.
    const loose = { gt: 'gte', gte: 'gte', lt: 'lte', lte: 'lte' } as const;
    const isExact = operator === 'gt' || operator === 'lte' ? atEnd : atStart;
    bounds.push({ operator: isExact ? operator : loose[operator], seconds });
    exact &&= isExact;
  }
  return { bounds, exact };
}

/**
 * A lower bound on `asOf`, which is text of any precision (`2023`, `2023-06-30`), as one on the last moment it can mean.
 * There is none for an upper bound: a text that is no date sorts anywhere, but its last moment is at the end of time.
 */
export function asOfLowerBound({ gt, gte }: RangeFilter): SecondsBound | undefined {
  const bound = gte ?? gt;
  if (typeof bound !== 'string' || !/^\d{4}(-\d{2}(-\d{2})?)?$/.test(bound)) return undefined;
  const start = Date.parse(`${bound}${'-01-01'.slice(bound.length - 4)}T00:00:00Z`);
  return Number.isNaN(start) ? undefined : { operator: 'gte', seconds: start / 1000 - DAY_SECONDS };
}

/** Whole seconds since the epoch, rounded down, of an instant as `toISOString` writes it. */
function secondsOf(instant: string): number | undefined {
  const time = INSTANT.test(instant) ? Date.parse(instant) : Number.NaN;
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}

/** The last second that the date of a passage can mean. */
export function asOfSeconds(asOf: string): number {
  return secondsOf(asOfBound(asOf)) ?? Number.MAX_SAFE_INTEGER;
}
