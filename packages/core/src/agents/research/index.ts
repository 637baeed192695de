export { type AskOptions, ask } from './ask.ts';
export type { ResearchEvent } from './events.ts';
export { createResearchAgent, type ResearchAgent, type ResearchNode } from './graph.ts';
export { LONGEST_QUESTION } from './guard-nodes.ts';
export type { ResearchAgentOptions } from './options.ts';
export type { ResearchPlan } from './plan.ts';
export { RESEARCH_PROMPT_VERSION } from './prompts.ts';
export { RetrievalError } from './retrieval-error.ts';
export {
  type ContextChannels,
  type Draft,
  type ResearchChannels,
  type ResearchState,
  type ResearchUpdate,
  researchState,
} from './state.ts';
