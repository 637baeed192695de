import { analyseQuestion, NOT_FOUND_TEXT } from '@plumbline/core';
import type { DerivationRanker } from '@plumbline/core/derivations';
import type { Conversation } from '../conversation.ts';
import type { AnswerConfidence } from './answer-confidence.ts';
import { type Calculation, calculate } from './calculate.ts';
import { sourceNumber } from './grounds-of.ts';
import { phraseDerivation } from './phrase-derivation.ts';
import { missingYears, refusalReason } from './refusal-reason.ts';
import { sourcesAsked, tickersOf, withoutCompanies } from './sources-asked.ts';

/** What is needed to calculate. */
export interface Calculator {
  readonly ranker: DerivationRanker;
  readonly confidence: AnswerConfidence;
}

/**
 * The answer to a question whose number has to be calculated: one sentence with its formula, or "Not found in the
 * sources" with the reason. `undefined` when nothing has to be calculated: then a quotation answers.
 */
export function answerByCalculation(
  conversation: Conversation,
  { ranker, confidence }: Calculator,
): string | undefined {
  const asked = analyseQuestion(conversation.question);
  const sources = sourcesAsked(asked, conversation.sources);
  if (sources.length === 0) return undefined;
  const question = withoutCompanies(asked);
  const calculation = calculate({ question, sources, history: conversation.history, ranker });
  const decision = confidence.decide(calculation);
  if (decision === 'quote') return undefined;
  const { problem, best } = calculation;
  const missing = missingYears(
    problem,
    sources.map(({ title, text, period = '' }) => `${title}\n${period}\n${text}`),
  );
  if (missing.length > 0) return refusal(`they say nothing of ${missing.join(' and ')}`);
  if (decision === 'refuse' || best === undefined) return refusal(refusalReason(calculation));
  if (isAcrossCompanies(calculation, conversation, asked.tickers.length)) {
    return refusal('the numbers that fit are of different companies');
  }
  return phraseDerivation(problem, best);
}

function refusal(reason: string): string {
  return `${NOT_FOUND_TEXT.replace(/\.$/, '')}: ${reason}.`;
}

/** Numbers of several companies make one result only when the question names several. */
function isAcrossCompanies({ problem, best }: Calculation, { sources }: Conversation, companies: number): boolean {
  if (companies > 1 || best === undefined) return false;
  const used = best.operands.flatMap((index) => problem.grounds.lines[problem.operands[index]?.line ?? -1] ?? []);
  const numbers = new Set(used.map(({ source }) => sourceNumber(source)));
  const about = sources.filter(({ n }) => numbers.has(n)).map(tickersOf);
  const [first, ...rest] = about.filter((tickers) => tickers.length > 0);
  return first !== undefined && rest.some((tickers) => !tickers.some((ticker) => first.includes(ticker)));
}
