import type { Filter } from '@plumbline/core';

/** Sorts behind every date: what is undated may be from any time, and so is never "up to" a day. */
const UNDATED = '9999-12-31T23:59:59.999Z';

/**
 * The last moment a date of a passage can mean, so that it can be compared with the day of a question: `2017` is the end
 * of that year, `2017-02` of that month, a day the end of it, in UTC. What is no date is {@link UNDATED}.
 */
export function asOfBound(asOf: string): string {
  if (/^\d{4}$/.test(asOf)) return endOfDay(`${asOf}-12-31`);
  const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(asOf);
  if (month !== null) {
    const last = new Date(Date.UTC(Number(month[1]), Number(month[2]), 0));
    return endOfDay(last.toISOString().slice(0, 10));
  }
  if (isDay(asOf)) return endOfDay(asOf);
  const instant = /^\d{4}-\d{2}-\d{2}T/.test(asOf) ? new Date(asOf) : undefined;
  return instant === undefined || Number.isNaN(instant.getTime()) ? UNDATED : instant.toISOString();
}

/** Leaves out passages dated after the day or instant of the question. A day includes all of it. */
export function asOfFilter(asOf: string): Filter {
  return { op: 'range', field: 'asOfBound', lte: isDay(asOf) ? endOfDay(asOf) : new Date(asOf).toISOString() };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

function endOfDay(day: string): string {
  return `${day}T23:59:59.999Z`;
}
