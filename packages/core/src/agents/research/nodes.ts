import type { LangGraphRunnableConfig } from '@langchain/langgraph';
import { strictestAction } from '../../contracts/finding.ts';
import { respond } from './answer-node.ts';
import { draft, verify } from './draft-nodes.ts';
import { guardInput, guardOutput } from './guard-nodes.ts';
import type { ResearchSettings } from './options.ts';
import { plan, rerank, retrieve } from './retrieval-nodes.ts';
import { type RunContext, readRunContext } from './run-context.ts';
import type { ResearchState, ResearchUpdate } from './state.ts';

type Step = (state: ResearchState, run: RunContext) => ResearchUpdate | Promise<ResearchUpdate>;
type Node = (state: ResearchState, config: LangGraphRunnableConfig) => Promise<ResearchUpdate>;

/** The nodes of the research graph. Each begins by reading the request context, so that none runs without a caller. */
export function researchNodes(
  settings: ResearchSettings,
): Record<'guardInput' | 'plan' | 'retrieve' | 'rerank' | 'draft' | 'verify' | 'guardOutput' | 'respond', Node> {
  const node =
    (step: Step): Node =>
    async (state, config) =>
      step(state, readRunContext(config, settings.clock));
  return {
    guardInput: node((state, run) => guardInput(settings, state, run)),
    plan: node(plan),
    retrieve: node((state, run) => retrieve(settings, state, run)),
    rerank: node((state, run) => rerank(settings, state, run)),
    draft: node((state, run) => draft(settings, state, run)),
    verify: node((state, run) => verify(settings, state, run)),
    guardOutput: node((state, run) => guardOutput(settings, state, run)),
    respond: node((state, run) => respond(settings, state, run)),
  };
}

/** A question that the input guard blocked goes straight to the answer, which says so. */
export function afterInputGuard({ findings }: ResearchState): 'plan' | 'respond' {
  return strictestAction(findings) === 'block' ? 'respond' : 'plan';
}
