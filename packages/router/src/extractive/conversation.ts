import { AIMessage, type BaseMessage, HumanMessage } from '@langchain/core/messages';
import { type PromptSource, parseQuestion, parseSources, statedFigures } from '@plumbline/core';
import type { Turn } from '@plumbline/core/derivations';

/** What is asked, on what grounds, and what was said before. */
export interface Conversation {
  readonly question: string;
  readonly sources: readonly PromptSource[];
  /** Earlier questions with the number each was answered with, oldest first. */
  readonly history: readonly Turn[];
}

/** Reads a chat: the last human message asks; its sources, or those of an earlier one when a follow-up brings none. */
export function readConversation(messages: readonly BaseMessage[]): Conversation {
  const asked = messages.filter((message) => HumanMessage.isInstance(message)).map((message) => message.text);
  const sources = asked.map(parseSources).findLast((found) => found.length > 0) ?? [];
  return { question: parseQuestion(asked.at(-1) ?? ''), sources, history: readTurns(messages) };
}

function readTurns(messages: readonly BaseMessage[]): Turn[] {
  const turns: Turn[] = [];
  let question: string | undefined;
  for (const message of messages) {
    if (HumanMessage.isInstance(message)) {
      question = parseQuestion(message.text);
    } else if (AIMessage.isInstance(message) && question !== undefined) {
      turns.push({ question, ...answerOf(message.text) });
      question = undefined;
    }
  }
  return turns;
}

/**
 * The number of an earlier answer, as printed; a computed percentage is the fraction it was computed as (4.2 % is 0.042),
 * one that was quoted stays what it is.
 */
function answerOf(text: string): Pick<Turn, 'answer'> {
  const [figure] = statedFigures(text);
  if (figure === undefined) return {};
  const { value, scale, unit } = figure;
  const printed = Number((value / scale).toPrecision(12));
  return { answer: unit === 'percent' && text.includes('=') ? Number((printed / 100).toPrecision(12)) : printed };
}
