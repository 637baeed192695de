import { parseFigures } from '../figures/parse-figures.ts';
import { parsePeriods } from '../figures/periods.ts';
import { type Ask, companyFit, creditsOf, periodFit } from './ask.ts';
import type { DescribedPiece, DescribedSource } from './describe-source.ts';
import type { EvidenceSentence } from './evidence.ts';
import type { Candidate } from './match.ts';
import type { Question } from './question.ts';
import { statesLevel } from './states-level.ts';
import { type Terms, termsOf } from './terms.ts';
import { coverageOf, UNMET } from './weigh-terms.ts';

/** What stands above a sentence counts a little less than its own words, the title less again. */
const HEADING_CREDIT = 0.85;
const TITLE_CREDIT = 0.75;
/** A sentence must itself speak of this share of the question. */
const OWN_COVERAGE = 0.25;
const LONG_SENTENCE = 45;

/** Scores one sentence; none when it cannot be the answer. */
export function matchSentence(
  { question, weights }: Ask,
  source: DescribedSource,
  { evidence, terms }: DescribedPiece<EvidenceSentence>,
): Candidate[] {
  const own = creditsOf(question, [{ terms, credit: 1 }]);
  const ownCoverage = coverageOf(own, weights);
  if (ownCoverage < OWN_COVERAGE || evidence.text.endsWith(':')) return [];
  const stated = parsePeriods(evidence.text);
  const period = periodFit(question.periods, [stated, parsePeriods(evidence.heading), source.periods]);
  const company = period === 0 ? 0 : companyFit(question, source, evidence.text);
  const form = company === 0 ? undefined : formOf(question, evidence.text, { terms, dated: stated.length > 0 });
  if (form === undefined) return [];
  const layers = [
    { terms, credit: 1 },
    { terms: termsOf(evidence.heading), credit: HEADING_CREDIT },
    { terms: source.title, credit: TITLE_CREDIT },
  ];
  const credits = creditsOf(question, layers);
  const coverage = coverageOf(credits, weights) * period * company * (form.meets ? 1 : UNMET);
  const order = neighbours(question, terms);
  const score = 0.7 * coverage + 0.3 * ownCoverage * period * company + 0.1 * order + form.reward;
  return [{ source: source.source, evidence, cells: [], credits, coverage, score }];
}

interface Form {
  /** Reward or penalty. */
  readonly reward: number;
  /** Whether it holds the kind of thing that was asked for. */
  readonly meets: boolean;
}

/** How the form of a sentence suits the question; undefined when it lacks what the question demands. */
function formOf(question: Question, text: string, facts: { terms: Terms; dated: boolean }): Form | undefined {
  const lacksPercent = question.wantsPercent && !/%|\bper ?cent/i.test(text);
  const length = facts.terms.words.length > LONG_SENTENCE ? -0.05 : 0;
  const kind = kindOf(question, text, facts);
  if (kind === undefined) return undefined;
  return { reward: kind.reward + length - (lacksPercent ? 0.15 : 0), meets: kind.meets && !lacksPercent };
}

function kindOf(
  question: Question,
  text: string,
  { terms, dated }: { terms: Terms; dated: boolean },
): Form | undefined {
  switch (question.expects) {
    case 'figure':
      if (!holdsFigure(question, text)) return undefined;
      if (!question.asksLevel || statesLevel(text, question)) return { reward: 0.1, meets: true };
      return { reward: -0.1, meets: false };
    case 'date':
      return dated ? { reward: 0.15, meets: true } : { reward: -0.1, meets: false };
    case 'reason':
      return terms.concepts.has('reason') ? { reward: 0.15, meets: true } : { reward: -0.05, meets: false };
    case 'name':
      return /\S\s+\p{Lu}\p{Ll}/u.test(text) ? { reward: 0.1, meets: true } : { reward: -0.1, meets: false };
    case 'anything':
      if (!question.likelyFigure) return { reward: 0, meets: true };
      return { reward: holdsFigure(question, text) ? 0.1 : -0.1, meets: true };
  }
}

/** Small bare numbers are notes and list numbers, unless things are counted. */
function holdsFigure({ text: question }: Question, text: string): boolean {
  const counts = /\bhow many\b|\bnumber of\b/i.test(question);
  return parseFigures(text).some(
    ({ unit, value, decimals }) => counts || unit !== 'none' || decimals > 0 || Math.abs(value) >= 100,
  );
}

/** The share of neighbouring words of the question that are neighbours here too. */
function neighbours({ text }: Question, { words }: Terms): number {
  const asked = termsOf(text).words;
  if (asked.length < 2) return 0;
  const pairs = new Set(words.slice(1).map((word, index) => `${words[index]} ${word}`));
  const shared = asked.slice(1).filter((word, index) => pairs.has(`${asked[index]} ${word}`)).length;
  return shared / (asked.length - 1);
}
