import type { Callbacks } from '@langchain/core/callbacks/manager';
import type { Answer } from '../../contracts/answer.ts';
import { PlumblineError } from '../../contracts/plumbline-error.ts';
import type { RequestContext } from '../../contracts/request-context.ts';
import type { ResearchAgent } from './graph.ts';

export interface AskOptions {
  readonly signal?: AbortSignal;
  readonly callbacks?: Callbacks;
  /** The thread of the checkpointer, when the agent has one. */
  readonly threadId?: string;
}

/** Asks the research agent one question. Throws what `createResearchAgent` says for `invoke`. */
export async function ask(
  agent: ResearchAgent,
  question: string,
  context: RequestContext,
  { signal, callbacks, threadId }: AskOptions = {},
): Promise<Answer> {
  const { answer } = await agent.invoke(
    { question },
    {
      context,
      ...(signal === undefined ? {} : { signal }),
      ...(callbacks === undefined ? {} : { callbacks }),
      ...(threadId === undefined ? {} : { configurable: { thread_id: threadId } }),
    },
  );
  if (answer === undefined) {
    throw new PlumblineError('NO_ANSWER', 'The research agent stopped before it answered; resume its thread.');
  }
  return answer;
}
