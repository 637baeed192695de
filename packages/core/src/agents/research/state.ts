import { Annotation, type AnnotationRoot, type LastValue } from '@langchain/langgraph';
import type { Answer, Route, Usage } from '../../contracts/answer.ts';
import type { Finding } from '../../contracts/finding.ts';
import type { Passage } from '../../contracts/passage.ts';
import type { RequestContext } from '../../contracts/request-context.ts';
import type { VerifiedDraft } from '../../verify/verify-draft.ts';
import type { ResearchPlan } from './plan.ts';

/** What a model wrote, before any check. */
export interface Draft {
  readonly text: string;
  readonly route: Route;
  readonly usage: Usage;
}

/**
 * The state of a research run. Every value is set by one node and replaced as a whole; a new question on the same
 * thread begins with all of them reset by the first node. It holds no passage that the caller may not read.
 */
export const researchState = Annotation.Root({
  /** As released by the input guard. */
  question: Annotation<string>,
  /** SHA-256 of the question as it came in. */
  questionHash: Annotation<string>,
  researchPlan: Annotation<ResearchPlan>,
  /** What retrieval brought, best first. */
  candidates: Annotation<Passage[]>,
  /** What the model gets to see, in the order of their numbers. */
  passages: Annotation<Passage[]>,
  drafted: Annotation<Draft | undefined>,
  verified: Annotation<VerifiedDraft | undefined>,
  /** What the validators of all stages found so far. */
  findings: Annotation<Finding[]>,
  answer: Annotation<Answer | undefined>,
});

export type ResearchState = typeof researchState.State;
export type ResearchUpdate = typeof researchState.Update;

type ContextChannels = { [Key in keyof RequestContext]: LastValue<RequestContext[Key]> };

const contextChannels: ContextChannels = {
  principal: Annotation<RequestContext['principal']>(),
  traceId: Annotation<RequestContext['traceId']>(),
};

/**
 * The type of the context for LangGraph. It checks nothing: the first node parses the context and throws
 * `MissingContextError`, where a schema here would make LangGraph throw an error of zod.
 */
export const researchContext: AnnotationRoot<ContextChannels> = Annotation.Root(contextChannels);
