import type { DescribedSource } from './describe-source.ts';
import type { Question, QuestionTerm } from './question.ts';
import type { Terms } from './terms.ts';

/** A name that is missing weighs as much as one and a half words. */
const NAME_WEIGHT = 1.5;
/** A finance term weighs as two words: it is what the question is about. */
const CONCEPT_WEIGHT = 2;
/** The same thing by another name: "net sales" for "revenue". */
export const OTHER_WORDING_CREDIT = 0.95;
/** What stands in the words of a term, but under another finance term ("revenue" in "cost of revenue"). */
const OTHER_CONCEPT_CREDIT = 0.5;

/**
 * The weight of each term of a question: its inverse document frequency among the pieces of the sources, as in BM25
 * (Robertson and Zaragoza 2009). A term that stands nowhere weighs as a rare one.
 */
export function weighTerms(question: Question, sources: readonly DescribedSource[]): number[] {
  const texts = sources.flatMap(({ pieces }) => pieces.map((piece) => piece.terms));
  return question.terms.map((term) => {
    const holding = texts.filter((terms) => creditOf(term, terms) >= OTHER_WORDING_CREDIT).length;
    const frequency = Math.log(1 + (texts.length - holding + 0.5) / (holding + 0.5));
    const rarest = Math.log(1 + (texts.length + 0.5) / 1.5);
    const kind = term.concept !== undefined ? CONCEPT_WEIGHT : term.name ? NAME_WEIGHT : 1;
    return kind * (0.3 + Math.min(frequency, rarest) / Math.max(rarest, 1e-9));
  });
}

/** How far a text speaks of a term, 0 to 1. */
export function creditOf(term: QuestionTerm, { words, concepts }: Terms): number {
  if (term.concept === undefined) return Math.max(0, ...words.map((word) => likeness(term.stems[0] ?? '', word)));
  const wording = concepts.get(term.concept);
  if (wording !== undefined) return wording.join(' ') === term.stems.join(' ') ? 1 : OTHER_WORDING_CREDIT;
  const content = term.stems.filter((stem) => stem.length > 2);
  const held = content.filter((stem) => words.includes(stem)).length;
  return (OTHER_CONCEPT_CREDIT * held) / Math.max(1, content.length);
}

/** 1 for the same stem, less for stems that share most of their letters ("amortiz", "amortizat"). */
function likeness(left: string, right: string): number {
  if (left === right) return 1;
  const shorter = Math.min(left.length, right.length);
  if (shorter < 5 || /\d/.test(left)) return 0;
  let shared = 0;
  while (shared < shorter && left[shared] === right[shared]) shared += 1;
  return shared >= 5 && shared >= 0.75 * Math.max(left.length, right.length) ? 0.8 : 0;
}

/** The weighted mean of credits; 1 for a question without terms. */
export function coverageOf(credits: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return 1;
  return credits.reduce((sum, credit, index) => sum + credit * (weights[index] ?? 0), 0) / total;
}

/** What is left of the coverage of a piece that holds no date, name or reason where one was asked for. */
export const UNMET = 0.85;
