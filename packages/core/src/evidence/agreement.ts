import type { Period } from '../contracts/figure.ts';

/**
 * Whether what a text says of a period can answer for another: `yes`, `no`, or `part` when the text speaks of a part
 * of it (a quarter of the year asked for).
 */
export type Agreement = 'yes' | 'part' | 'no';

/** Compares one stated period with the one asked for. Fiscal and calendar years with one number count as the same. */
function periodAgreement(asked: Period, stated: Period): Agreement {
  if (asked.year !== stated.year) return 'no';
  if (isYear(asked)) return stated.kind === 'quarter' || stated.kind === 'half' ? 'part' : 'yes';
  if (isYear(stated)) return 'no';
  if (asked.kind === 'date') return sameDay(asked, stated) ? 'yes' : 'no';
  if (asked.kind === 'month') return monthOf(stated) === asked.part ? 'yes' : 'no';
  if (asked.kind === stated.kind) return asked.part === stated.part ? 'yes' : 'no';
  const month = monthOf(stated);
  if (month === undefined) return 'no';
  const length = asked.kind === 'quarter' ? 3 : 6;
  return Math.ceil(month / length) === asked.part ? 'yes' : 'no';
}

/** The best agreement of any stated period with any asked one; undefined when nothing is stated. */
export function bestAgreement(asked: readonly Period[], stated: readonly Period[]): Agreement | undefined {
  if (stated.length === 0) return undefined;
  const found = asked.flatMap((period) => stated.map((other) => periodAgreement(period, other)));
  if (found.includes('yes')) return 'yes';
  return found.includes('part') ? 'part' : 'no';
}

function isYear({ kind }: Period): boolean {
  return kind === 'year' || kind === 'fiscal-year';
}

function monthOf(period: Period): number | undefined {
  return period.kind === 'month' || period.kind === 'date' ? period.part : undefined;
}

function sameDay(asked: Period, stated: Period): boolean {
  if (stated.kind === 'month') return stated.part === asked.part;
  return stated.kind === 'date' && stated.part === asked.part && stated.day === asked.day;
}
