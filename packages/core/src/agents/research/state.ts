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
export interface ResearchState {
  /** As released by the input guard. */
  question: string;
  /** SHA-256 of the question as it came in. */
  questionHash: string;
  researchPlan: ResearchPlan;
  /** What retrieval brought, best first. */
  candidates: Passage[];
  /** What the model gets to see, in the order of their numbers. */
  passages: Passage[];
  drafted: Draft | undefined;
  verified: VerifiedDraft | undefined;
  /** What the validators of all stages found so far. */
  findings: Finding[];
  answer: Answer | undefined;
}

/** {@link ResearchState} as LangGraph keeps it. */
export type ResearchChannels = { [Key in keyof ResearchState]: LastValue<ResearchState[Key]> };

const channels: ResearchChannels = {
  question: Annotation<string>(),
  questionHash: Annotation<string>(),
  researchPlan: Annotation<ResearchPlan>(),
  candidates: Annotation<Passage[]>(),
  passages: Annotation<Passage[]>(),
  drafted: Annotation<Draft | undefined>(),
  verified: Annotation<VerifiedDraft | undefined>(),
  findings: Annotation<Finding[]>(),
  answer: Annotation<Answer | undefined>(),
};

/** The channels of the research graph, for a graph of your own that has it as a part. */
export const researchState: AnnotationRoot<ResearchChannels> = Annotation.Root(channels);

export type ResearchUpdate = typeof researchState.Update;

/** The request context as LangGraph keeps it. */
export type ContextChannels = { [Key in keyof RequestContext]: LastValue<RequestContext[Key]> };

const contextChannels: ContextChannels = {
  principal: Annotation<RequestContext['principal']>(),
  traceId: Annotation<RequestContext['traceId']>(),
};

/**
 * The type of the context for LangGraph. It checks nothing: the first node parses the context and throws
 * `MissingContextError`, where a schema here would make LangGraph throw an error of zod.
 */
export const researchContext: AnnotationRoot<ContextChannels> = Annotation.Root(contextChannels);
