import type { CheckContext, Stage } from '../../contracts/check-context.ts';
import { InvalidInputError } from '../../contracts/errors.ts';
import type { RequestContext } from '../../contracts/request-context.ts';
import { applyFindings } from '../../findings/apply-findings.ts';
import { runValidators } from '../../findings/run-validators.ts';
import type { ResearchSettings } from './options.ts';
import type { RunContext } from './run-context.ts';
import type { ResearchState, ResearchUpdate } from './state.ts';

/** The longest question that is taken, in characters. A longer one is a document, and belongs into the index. */
export const LONGEST_QUESTION = 8000;

/** Takes the question in: checks its form, then asks the validators of stage `input`. Resets the state of a reused thread. */
export async function guardInput(
  settings: ResearchSettings,
  { question }: Pick<ResearchState, 'question'>,
  { request, emit }: RunContext,
): Promise<ResearchUpdate> {
  const asked = parseQuestionText(question);
  const findings = await runValidators(settings.validators, asked, checkContext(settings, 'input', { request }));
  const { text, action } = applyFindings(asked, findings);
  emit({ step: 'guard-input', action, findings: findings.length });
  return {
    question: text,
    questionHash: settings.hash(asked),
    candidates: [],
    passages: [],
    drafted: undefined,
    verified: undefined,
    findings,
    answer: undefined,
  };
}

/** Asks the validators of stage `output` about the verified draft. Their edits are made when the answer is put together. */
export async function guardOutput(
  settings: ResearchSettings,
  { question, verified, passages, findings }: ResearchState,
  { request, emit }: RunContext,
): Promise<ResearchUpdate> {
  if (verified === undefined) return {};
  const { text, citations } = verified;
  const context = checkContext(settings, 'output', { request, question, passages, citations });
  const found = await runValidators(settings.validators, text, context);
  emit({ step: 'guard-output', action: applyFindings(text, found).action, findings: found.length });
  return { verified: { ...verified, findings: [...verified.findings, ...found] }, findings };
}

function parseQuestionText(question: unknown): string {
  if (typeof question !== 'string' || question.trim() === '') {
    throw new InvalidInputError('The question is empty: invoke the agent with { question: "…" }.');
  }
  if (question.length > LONGEST_QUESTION) {
    throw new InvalidInputError(
      `The question has ${question.length} characters; at most ${LONGEST_QUESTION} are taken. Ingest long texts as documents and ask about them.`,
    );
  }
  return question.trim();
}

type ContextFacts = { request: RequestContext } & Partial<Pick<CheckContext, 'question' | 'passages' | 'citations'>>;

/** What validators get to know at a stage. */
export function checkContext({ audience, firm }: ResearchSettings, stage: Stage, facts: ContextFacts): CheckContext {
  return {
    passages: [],
    citations: [],
    toolResults: [],
    kind: 'answer',
    audience,
    firm: firm ?? { conflicts: [], unauthorisedProducts: [], competitors: [] },
    stage,
    ...facts,
  };
}
