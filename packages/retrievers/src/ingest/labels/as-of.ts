import { type Period, parsePeriods } from '@plumbline/core';

const MONTHS_OF = { quarter: 3, half: 6 } as const;

/** The last day of a stretch of time, as calendar years go: `2019-12-31` for FY2019, `2023-06-30` for Q2 2023. */
export function lastDayOf({ kind, year, part = 1, day }: Period): string {
  if (kind === 'fiscal-year' || kind === 'year') return `${year}-12-31`;
  if (kind === 'date' && day !== undefined) return dayOf(year, part, day);
  const month = kind === 'quarter' || kind === 'half' ? part * MONTHS_OF[kind] : part;
  return dayOf(year, month, new Date(Date.UTC(year, month, 0)).getUTCDate());
}

/** The period that a short text such as a title names first, the most exact one of several. */
export function periodIn(text: string): Period | undefined {
  const periods = parsePeriods(text);
  return periods.find(({ kind }) => kind !== 'year') ?? periods[0];
}

function dayOf(year: number, month: number, day: number): string {
  return [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-');
}
