import type { QuestionPeriods } from './period-keys.ts';

/** What a passage's metadata say of subject and time. */
export interface PassageFacts {
  /** Keys of the subjects: company, ticker, publisher, what the title names. */
  readonly subjects: readonly string[];
  readonly periods: readonly string[];
}

/** What a question asks for of subject and time. */
export interface QuestionFacts {
  readonly subjects: readonly string[];
  readonly periods: QuestionPeriods;
}

/** 1 when the passage is about a subject the question names, else 0; 0 when it names none. */
export function subjectMatch(question: QuestionFacts, passage: PassageFacts): number {
  return passage.subjects.some((subject) => question.subjects.includes(subject)) ? 1 : 0;
}

/** A report prints the year before beside its own; the year after that is rarer. */
const LATER_REPORTS = [1, 0.4, 0.2];
/** Another year of the question than its latest: a report is named by the latest year it covers. */
const EARLIER_YEAR = 0.5;

/** How well the passage's time meets the question's, 0 to 1; 0 when either names none. */
export function periodMatch(question: QuestionFacts, passage: PassageFacts): number {
  const { exact, years } = question.periods;
  if (exact.some((key) => passage.periods.includes(key))) return 1;
  const [latest] = years;
  if (latest === undefined) return 0;
  const finer = exact.length > 0 ? 0.5 : 1;
  let best = 0;
  for (const key of passage.periods) {
    if (key.length !== 4) continue;
    const year = Number(key);
    best = Math.max(
      best,
      LATER_REPORTS[year - latest] ?? 0,
      years.includes(year) && year !== latest ? EARLIER_YEAR : 0,
    );
  }
  return finer * best;
}
