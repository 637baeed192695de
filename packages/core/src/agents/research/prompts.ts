import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import type { Passage } from '../../contracts/passage.ts';
import { renderQuestion, renderSources, SOURCES_RULES } from '../../text/sources-prompt.ts';

/** Goes into the audit record; changes whenever the words of the prompt do. */
export const RESEARCH_PROMPT_VERSION = 'research-1';

/** The prompt of a draft: the rules, then question and sources, both delimited as data. */
export function draftPrompt(question: string, passages: readonly Passage[]): [SystemMessage, HumanMessage] {
  return [
    new SystemMessage(SOURCES_RULES),
    new HumanMessage(`${renderQuestion(question)}\n\n${renderSources(passages)}`),
  ];
}
