import type { Period } from '../contracts/figure.ts';
import { parsePeriods } from '../figures/periods.ts';
import { bestAgreement } from './agreement.ts';
import { type Ask, creditsOf, type Layer, periodFit } from './ask.ts';
import type { DescribedSource } from './describe-source.ts';
import type { EvidenceCell, EvidenceRow } from './evidence.ts';
import type { Question } from './question.ts';
import { wantsAmount } from './states-level.ts';
import { isPeriodCell, isValueCell, withoutNotes } from './table-cells.ts';
import { type Terms, termsOf } from './terms.ts';
import { coverageOf, creditOf, OTHER_WORDING_CREDIT, UNMET } from './weigh-terms.ts';

const GROUP_CREDIT = 0.9;
const CAPTION_CREDIT = 0.85;
const TITLE_CREDIT = 0.75;
const OWN_COVERAGE = 0.2;
/** For the words of a row's or column's name that nobody asked for: "Other net sales" is not "net sales". */
const ROW_EXCESS = 0.25;
const COLUMN_EXCESS = 0.1;
/** How much less of the question a row speaks of whose name has nothing but other words. */
const DOUBT = 0.25;
/** For a row that is named by nothing but what was asked for. */
const EXACT_NAME = 0.1;
/** For an older column when no period was asked for. */
const OLDER = 0.05;
const TOTAL = /^(?:total|all\b|overall|net\b|sum|full year)/i;

/** What the cells of one row share for a match. */
export interface RowFrame {
  readonly row: EvidenceRow;
  readonly label: Terms;
  readonly labelPeriods: readonly Period[];
  /** Terms of what the row stands under. */
  readonly around: readonly Layer[];
  /** Periods stated around the row, then by its source. */
  readonly aroundPeriods: readonly (readonly Period[])[];
  /** The latest year of any column; -Infinity when none names one. */
  readonly latest: number;
}

/** One cell with its score; see {@link Candidate} for the numbers. */
export interface ScoredCell {
  readonly cell: EvidenceCell;
  readonly periods: readonly Period[];
  readonly credits: readonly number[];
  readonly coverage: number;
  readonly score: number;
}

/** Reads once what every cell of a row is scored with. */
export function frameRow(source: DescribedSource, row: EvidenceRow): RowFrame {
  const above = `${row.table.caption}\n${row.table.heading}`;
  return {
    row,
    label: termsOf(row.label),
    labelPeriods: parsePeriods(row.label),
    around: [
      { terms: termsOf(row.group), credit: GROUP_CREDIT },
      { terms: termsOf(above), credit: CAPTION_CREDIT },
      { terms: source.title, credit: TITLE_CREDIT },
    ],
    aroundPeriods: [parsePeriods(`${row.group}\n${above}`), source.periods],
    latest: Math.max(...row.cells.flatMap(({ periods }) => periods.map(({ year }) => year))),
  };
}

/**
 * Scores one cell by the names of its row and column; none when it cannot be the answer. Of several values without
 * column names it stays open which one it is: none of extracted text, those of a ruled table with less coverage.
 */
export function scoreCell({ question, weights }: Ask, frame: RowFrame, cell: EvidenceCell): ScoredCell[] {
  const { row, label, around } = frame;
  if (!answers(question, cell, row.label) || isPageNumber(row, cell)) return [];
  const isNameless = cell.column === '' && row.cells.filter(({ text }) => isValueCell(text)).length > 1;
  if (isNameless && !row.text.includes('|')) return [];
  const column = termsOf(withoutPeriods(cell));
  const own = [label, column].map((terms) => ({ terms, credit: 1 }));
  const ownCoverage = coverageOf(creditsOf(question, own), weights);
  if (ownCoverage < OWN_COVERAGE && !isUnnamed(row.label, label, column)) return [];
  const periods = [...cell.periods, ...frame.labelPeriods];
  const fit = cellPeriodFit(question, periods, frame.aroundPeriods);
  if (fit === 0) return [];
  const credits = creditsOf(question, [...own, ...around]);
  const named = nameFit(question, frame, column);
  const coverage = coverageOf(credits, weights) * fit * (1 - DOUBT * named.excess) * (isNameless ? UNMET : 1);
  const older = question.periods.length === 0 && periods.some(({ year }) => year < frame.latest) ? OLDER : 0;
  const reward = question.expects === 'figure' || question.likelyFigure ? 0.1 : -0.05;
  const score = 0.7 * coverage + 0.3 * ownCoverage * fit + reward + named.score - older;
  return [{ cell, periods, credits, coverage, score }];
}

/** A total, a row named by a period only, or by nothing: what it counts stands in the column or above the table. */
function isUnnamed(name: string, label: Terms, column: Terms): boolean {
  return TOTAL.test(name) || label.words.length === 0 || (isPeriodCell(name) && column.words.length === 0);
}

/** A small bare number without column and unit is a page or a note more likely than an amount. */
function isPageNumber({ table }: EvidenceRow, { column, text }: EvidenceCell): boolean {
  return column === '' && table.unit === '' && /^\d{1,3}$/.test(text);
}

/** A cell answers with a value, or with words where no figure is asked for. */
function answers(question: Question, { text, column }: EvidenceCell, label: string): boolean {
  const { expects, wantsPercent } = question;
  if (wantsAmount(question) && /%/.test(`${text} ${column}`)) return false;
  if (wantsPercent && !/%|\bper ?cent|\brate\b/i.test(`${text} ${column} ${label}`)) return false;
  return isValueCell(text) || (expects !== 'figure' && /\p{L}{2}/u.test(text));
}

/** A column or row that names another period is about that one, whatever the source as a whole says. */
function cellPeriodFit(
  { periods: asked }: Question,
  own: readonly Period[],
  around: readonly (readonly Period[])[],
): number {
  if (asked.length > 0 && own.length > 0) return bestAgreement(asked, own) === 'yes' ? 1 : 0;
  return periodFit(asked, [own, ...around]);
}

/** Reward for a row named by just what was asked for, penalty for words beyond; and the share of words beyond. */
function nameFit(
  question: Question,
  { row, label, around }: RowFrame,
  column: Terms,
): { score: number; excess: number } {
  const known = around.map(({ terms }) => terms);
  const excess = excessOf(question, label, known);
  const exact = label.words.length > 0 && excessOf(question, label, []) === 0 ? EXACT_NAME : 0;
  const columnExcess = row.cells.length > 1 ? excessOf(question, column, known) : 0;
  return { score: exact - ROW_EXCESS * excess - COLUMN_EXCESS * columnExcess, excess };
}

/** The share of the words of a name that neither the question nor what stands around speaks of. */
function excessOf(question: Question, name: Terms, around: readonly Terms[]): number {
  if (name.words.length === 0) return 0;
  const asked = question.terms.filter((term) => creditOf(term, name) >= OTHER_WORDING_CREDIT);
  const concepts = new Set(asked.flatMap(({ concept }) => (concept === undefined ? [] : [concept])));
  const used = new Set([
    ...asked.flatMap(({ stems }) => stems),
    ...[...name.concepts].flatMap(([id, stems]) => (concepts.has(id) ? stems : [])),
    ...around.flatMap(({ words }) => words),
  ]);
  return name.words.filter((word) => !used.has(word)).length / name.words.length;
}

function withoutPeriods({ column, periods }: EvidenceCell): string {
  const name = periods.reduce(
    (rest, { span }) =>
      span === undefined ? rest : rest.slice(0, span.start) + ' '.repeat(span.end - span.start) + rest.slice(span.end),
    column,
  );
  return withoutNotes(name);
}
