import { type Period, parsePeriods } from '@plumbline/core';

/** Periods a question names, by how exactly. Keys: `1994`, `1994-05`, `1994-05-17`, `1994-Q2`, `1994-H1`. */
export interface QuestionPeriods {
  /** Days, months, quarters and halves. */
  readonly exact: readonly string[];
  readonly years: readonly number[];
}

/** The keys under which a passage of this period is found: itself and everything that contains it. */
export function periodKeys(texts: readonly (string | undefined)[]): string[] {
  const keys = new Set<string>();
  for (const text of texts) {
    if (text === undefined) continue;
    for (const period of parsePeriods(text.replaceAll('_', ' '))) for (const key of keysOf(period)) keys.add(key);
  }
  return [...keys].sort();
}

/** What a question says about time. */
export function questionPeriods(question: string): QuestionPeriods {
  const exact = new Set<string>();
  const years = new Set<number>();
  for (const period of parsePeriods(question)) {
    const [finest] = keysOf(period);
    if (finest !== undefined && finest.length > 4) exact.add(finest);
    years.add(period.year);
  }
  return { exact: [...exact], years: [...years].sort((a, b) => b - a) };
}

/** The period's own key first. */
function keysOf({ kind, year, part, day }: Period): string[] {
  const two = (value: number): string => String(value).padStart(2, '0');
  if (kind === 'quarter') return [`${year}-Q${part}`, `${year}`];
  if (kind === 'half') return [`${year}-H${part}`, `${year}`];
  if (part === undefined || kind === 'year' || kind === 'fiscal-year') return [`${year}`];
  const month = `${year}-${two(part)}`;
  return day === undefined ? [month, `${year}`] : [`${month}-${two(day)}`, month, `${year}`];
}
