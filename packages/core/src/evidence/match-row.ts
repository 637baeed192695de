import { parsePeriods } from '../figures/periods.ts';
import { bestAgreement } from './agreement.ts';
import { type Ask, companyFit, creditsOf, namesCompany, periodFit } from './ask.ts';
import type { DescribedPiece, DescribedSource } from './describe-source.ts';
import type { EvidenceCell, EvidenceRow } from './evidence.ts';
import type { Candidate } from './match.ts';
import type { Question } from './question.ts';
import { frameRow, type RowFrame, type ScoredCell, scoreCell } from './score-cell.ts';
import { isPeriodCell, isValueCell } from './table-cells.ts';
import { termsOf } from './terms.ts';
import { coverageOf, UNMET } from './weigh-terms.ts';

const OWN_COVERAGE = 0.25;
const MOST_CELLS = 6;
/** For a row that names the company asked for. */
const COMPANY = 0.1;
/** For a row of words that gives a reason where one is asked for, against one that does not. */
const REASON = 0.15;

/**
 * Scores one table row by its best cell; cells of the same name for the other periods asked for come with it. A row of
 * words is scored as a whole. None when the row cannot be the answer.
 */
export function matchRow(
  ask: Ask,
  source: DescribedSource,
  { evidence: row }: DescribedPiece<EvidenceRow>,
): Candidate[] {
  const company = companyFit(ask.question, source, row.text);
  if (company === 0) return [];
  const frame = frameRow(source, row);
  const cells = row.cells.flatMap((cell) => scoreCell(ask, frame, cell));
  const values = bestCells(ask.question, cells);
  const [best] = [...values, ...wholeRow(ask, frame, row)].sort((left, right) => right.score - left.score);
  if (best === undefined) return [];
  const { cells: chosen, credits, coverage, score } = best;
  return [
    {
      source: source.source,
      evidence: row,
      cells: chosen,
      credits,
      coverage: coverage * company,
      score: score * company,
    },
  ];
}

type Scored = Pick<Candidate, 'cells' | 'credits' | 'coverage' | 'score'>;

function bestCells(question: Question, scored: readonly ScoredCell[]): Scored[] {
  const cells = [...scored].sort((left, right) => right.score - left.score);
  const [best] = cells;
  if (best === undefined) return [];
  return [{ ...best, cells: withOtherPeriods(question, best, cells) }];
}

/** A row of words ("Amcor | September 11, 2023 | our own rating change") answers as a whole. */
function wholeRow({ question, weights }: Ask, frame: RowFrame, row: EvidenceRow): Scored[] {
  const words = row.cells.filter(({ text }) => /\p{L}{2}/u.test(text) && !isValueCell(text) && !isPeriodCell(text));
  if (words.length === 0 || question.expects === 'figure') return [];
  const filled = row.cells.filter(({ text }) => text !== '').slice(0, MOST_CELLS);
  const text = [row.label, ...filled.flatMap((cell) => [cell.column, cell.text])].join('\n');
  const terms = termsOf(text);
  const own = [{ terms, credit: 1 }];
  const fit = periodFit(question.periods, [parsePeriods(text), ...frame.aroundPeriods]);
  const ownCoverage = coverageOf(creditsOf(question, own), weights);
  const named = namesCompany(question, terms);
  if (fit === 0 || (ownCoverage < OWN_COVERAGE && !named)) return [];
  const credits = creditsOf(question, [...own, ...frame.around]);
  const lacksReason = question.expects === 'reason' && !terms.concepts.has('reason');
  const coverage = coverageOf(credits, weights) * fit * (lacksReason ? UNMET : 1);
  const reward = question.expects === 'reason' ? (lacksReason ? -REASON : REASON) : 0;
  return [
    {
      cells: filled,
      credits,
      coverage,
      score: 0.7 * coverage + 0.3 * ownCoverage * fit + reward + (named ? COMPANY : 0),
    },
  ];
}

/**
 * One cell for each period asked for, in the order asked; else the best alone. Columns between which the question does
 * not choose ("before" and "after") are quoted together.
 */
function withOtherPeriods(
  { periods: asked, expects }: Question,
  best: ScoredCell,
  cells: readonly ScoredCell[],
): EvidenceCell[] {
  const alike = cells.filter(({ coverage }) => coverage >= best.coverage - 1e-9);
  if (expects === 'date' && asked.length === 0) return allPeriods(best, alike);
  if (best.periods.length === 0) return alike.slice(0, MOST_CELLS).map(({ cell }) => cell);
  if (asked.length < 2) return [best.cell];
  const chosen = asked.flatMap((period) => {
    const found = alike.find(({ periods }) => bestAgreement([period], periods) === 'yes');
    return found === undefined ? [] : [found.cell];
  });
  return chosen.length > 0 ? [...new Set(chosen)] : [best.cell];
}

/** "In which year …" is answered by the row itself: every column that names a period. */
function allPeriods(best: ScoredCell, alike: readonly ScoredCell[]): EvidenceCell[] {
  if (best.periods.length === 0) return [best.cell];
  return alike
    .filter(({ periods }) => periods.length > 0)
    .slice(0, MOST_CELLS)
    .map(({ cell }) => cell);
}
