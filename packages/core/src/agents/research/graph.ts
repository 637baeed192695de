import { createHash } from 'node:crypto';
import { type CompiledStateGraph, END, START, StateGraph } from '@langchain/langgraph';
import { afterInputGuard, researchNodes } from './nodes.ts';
import type { ResearchAgentOptions, ResearchSettings } from './options.ts';
import {
  type ContextChannels,
  type ResearchChannels,
  type ResearchState,
  type ResearchUpdate,
  researchContext,
  researchState,
} from './state.ts';

/** The steps of the research graph, by the names that streams and traces show. */
export type ResearchNode =
  | 'guard-input'
  | 'plan'
  | 'retrieve'
  | 'rerank'
  | 'draft'
  | 'verify'
  | 'guard-output'
  | 'respond';

/** The compiled graph. */
export type ResearchAgent = CompiledStateGraph<
  ResearchState,
  ResearchUpdate,
  ResearchNode | typeof START,
  ResearchChannels,
  ResearchChannels,
  ContextChannels
>;

/**
 * Builds the research agent: guard input → plan → retrieve → rerank → draft → verify → guard output → answer, as a
 * compiled LangGraph graph. Invoke it with `{ question }` and the request context on `config.context`; the state that
 * comes back holds the `answer`. With `streamMode: 'custom'` it tells of each step (`ResearchEvent`).
 *
 * An answer is `final`, or `pending-review` with a reason when its confidence is below the threshold or a finding asks
 * for review, or `blocked`. Passages the caller may not read never reach the state, the model, an event or an error.
 *
 * @throws MissingContextError on invoke, without a valid request context; nothing was read then
 * @throws InvalidInputError on invoke, for an empty question or one over 8,000 characters
 * @throws RetrievalError on invoke, when the retriever fails
 * @throws AuditError on invoke, when the audit event could not be kept; there is no answer then
 *
 * @example
 * const agent = createResearchAgent({ retriever, model: new ExtractiveChatModel(), auditSink });
 * const { answer } = await agent.invoke({ question: 'What were net sales in 2019?' }, { context });
 */
export function createResearchAgent(options: ResearchAgentOptions): ResearchAgent {
  const nodes = researchNodes(settingsOf(options));
  const graph = new StateGraph(researchState, researchContext)
    .addNode('guard-input', nodes.guardInput)
    .addNode('plan', nodes.plan)
    .addNode('retrieve', nodes.retrieve)
    .addNode('rerank', nodes.rerank)
    .addNode('draft', nodes.draft)
    .addNode('verify', nodes.verify)
    .addNode('guard-output', nodes.guardOutput)
    .addNode('respond', nodes.respond)
    .addEdge(START, 'guard-input')
    .addConditionalEdges('guard-input', afterInputGuard, ['plan', 'respond'])
    .addEdge('plan', 'retrieve')
    .addEdge('retrieve', 'rerank')
    .addEdge('rerank', 'draft')
    .addEdge('draft', 'verify')
    .addEdge('verify', 'guard-output')
    .addEdge('guard-output', 'respond')
    .addEdge('respond', END);
  const { checkpointer } = options;
  return graph.compile({ name: 'research', ...(checkpointer === undefined ? {} : { checkpointer }) });
}

function settingsOf(options: ResearchAgentOptions): ResearchSettings {
  return {
    validators: [],
    reviewThreshold: 0.8,
    topK: 10,
    candidates: 100,
    versions: {},
    audience: 'retail',
    clock: Date.now,
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    ...options,
  };
}
