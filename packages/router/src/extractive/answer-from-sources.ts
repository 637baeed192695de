import { analyseQuestion, type Candidate, matchEvidence, NOT_FOUND_TEXT, type PromptSource } from '@plumbline/core';
import { phrase } from './phrase.ts';
import { selectEvidence } from './select-evidence.ts';

/** What the extractive model says, and how sure the match is. */
export interface ExtractiveAnswer {
  /** Quotations with `[n]`, or {@link NOT_FOUND_TEXT}. */
  readonly text: string;
  /** The pieces quoted, in order. */
  readonly quoted: readonly Candidate[];
}

/**
 * Answers a question by quoting sentences and table rows of the sources. Same input, same answer.
 *
 * @returns at most four quotations, or "Not found in the sources." when nothing speaks of what is asked
 */
export function answerFromSources(question: string, sources: readonly PromptSource[]): ExtractiveAnswer {
  const asked = analyseQuestion(question);
  const quoted = selectEvidence(asked, matchEvidence(asked, sources));
  return { text: quoted.length === 0 ? NOT_FOUND_TEXT : quoted.map(phrase).join(' '), quoted };
}
