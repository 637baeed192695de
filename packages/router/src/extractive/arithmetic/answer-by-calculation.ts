import { analyseQuestion, NOT_FOUND_TEXT, type PromptSource, type Question } from '@plumbline/core';
import type { DerivationRanker, Problem, Turn } from '@plumbline/core/derivations';
import type { Conversation } from '../conversation.ts';
import type { AnswerConfidence, Decision } from './answer-confidence.ts';
import { speaksOfCalculation } from './answer-features.ts';
import { type Calculation, calculate } from './calculate.ts';
import { asksForCount, countPeriods } from './count-periods.ts';
import { groundsOf } from './grounds-of.ts';
import { phraseDerivation } from './phrase-derivation.ts';
import { missingYears, objection, refusalReason } from './refusal-reason.ts';
import { documentsAsked, type SourceDocument, withoutCompanies } from './sources-asked.ts';

/** What is needed to calculate. */
export interface Calculator {
  readonly ranker: DerivationRanker;
  readonly confidence: AnswerConfidence;
}

/** What calculating came to; `quote`: what is asked for may stand in the sources, and `otherwise` is said if it does not. */
export type CalculatedAnswer =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'quote'; readonly otherwise: string };

/**
 * The answer to a question whose number has to be calculated: one sentence with its formula, or "Not found in the
 * sources" with the reason.
 *
 * Each document is calculated with on its own, so that numbers of different companies or filings are never mixed; the
 * one whose calculation is most likely right answers.
 */
export function answerByCalculation(conversation: Conversation, calculator: Calculator): CalculatedAnswer {
  const asked = analyseQuestion(conversation.question);
  const documents = documentsAsked(asked, conversation.sources);
  if (asksForCount(asked.text) && documents.length > 0) return { kind: 'answer', text: countIn(asked, documents) };
  const [best, ...others] = judgeDocuments(asked, { documents, history: conversation.history }, calculator);
  if (best === undefined) return { kind: 'quote', otherwise: NOT_FOUND_TEXT };
  const { calculation, missing } = best;
  const impossible = missing.length > 0 ? `they say nothing of ${missing.join(' and ')}` : objection(calculation);
  if (best.decision === 'answer' && impossible === undefined && calculation.best !== undefined) {
    return { kind: 'answer', text: phraseDerivation(calculation.problem, calculation.best) };
  }
  const reason = impossible ?? refusalReason(calculation);
  const text = refusal(reason);
  // Where one document only has to be read, the question asks for no calculation.
  const quote = [best, ...others].some(({ decision }) => decision === 'quote');
  if (!quote) return { kind: 'answer', text };
  return { kind: 'quote', otherwise: speaksOfCalculation(asked.text) ? text : NOT_FOUND_TEXT };
}

function countIn(asked: Question, documents: readonly SourceDocument[]): string {
  const counts = documents.flatMap(({ sources, tickers }) => {
    return countPeriods(withoutCompanies(asked, tickers), groundsOf(sources)) ?? [];
  });
  const [count, ...more] = counts;
  if (count === undefined) return refusal('no row of the tables gives it period by period');
  return more.length === 0 ? count : refusal('several documents give it period by period');
}

interface Judged {
  readonly calculation: Calculation;
  readonly right: number;
  readonly decision: Decision;
  /** Years asked for that the document does not name. */
  readonly missing: readonly number[];
}

/** The calculations of all documents: first those that name the years asked for, of these the likeliest first. */
function judgeDocuments(
  asked: Question,
  { documents, history }: { readonly documents: readonly SourceDocument[]; readonly history: readonly Turn[] },
  { ranker, confidence }: Calculator,
): Judged[] {
  const judged = documents.map(({ sources, tickers }): Judged => {
    const calculation = calculate({ question: withoutCompanies(asked, tickers), sources, history, ranker });
    const { right } = confidence.judge(calculation);
    const missing = missingIn(calculation.problem, sources);
    return { calculation, right, missing, decision: confidence.decide(calculation) };
  });
  return judged.sort((left, right) => left.missing.length - right.missing.length || right.right - left.right);
}

function missingIn(problem: Problem, sources: readonly PromptSource[]): number[] {
  return missingYears(
    problem,
    sources.map(({ title, text, period = '' }) => `${title}\n${period}\n${text}`),
  );
}

function refusal(reason: string): string {
  return `${NOT_FOUND_TEXT.replace(/\.$/, '')}: ${reason}.`;
}
