import { isGraphBubbleUp } from '@langchain/langgraph';
import { type Answer, answerSchema } from '../../contracts/answer.ts';
import type { AuditEvent } from '../../contracts/audit-record.ts';
import { AuditError } from '../../contracts/errors.ts';
import type { Finding } from '../../contracts/finding.ts';
import { PlumblineError } from '../../contracts/plumbline-error.ts';
import type { RequestContext } from '../../contracts/request-context.ts';
import { applyFindings } from '../../findings/apply-findings.ts';
import type { ResearchSettings } from './options.ts';
import { RESEARCH_PROMPT_VERSION } from './prompts.ts';
import type { RunContext } from './run-context.ts';
import type { ResearchState, ResearchUpdate } from './state.ts';

/** Puts the answer together and keeps its audit event; without the event there is no answer. */
export async function respond(
  settings: ResearchSettings,
  state: ResearchState,
  run: RunContext,
): Promise<ResearchUpdate> {
  const answer = answerSchema.parse(assembleAnswer(settings, state, run.request));
  await keepEvent(settings, auditEvent(settings, state, { answer, request: run.request }));
  run.emit({ step: 'answer', status: answer.status, confidence: answer.confidence });
  return { answer };
}

function assembleAnswer(
  { reviewThreshold }: ResearchSettings,
  state: ResearchState,
  { traceId }: RequestContext,
): Answer {
  const { verified, drafted, findings: earlier } = state;
  const usage = drafted?.usage ?? { inputTokens: 0, outputTokens: 0, costUsd: 0 };
  const route = drafted?.route ?? { provider: 'plumbline', model: 'none', reasons: ['the question was held back'] };
  const own = verified?.findings ?? [];
  const released = applyFindings(verified?.text ?? '', own);
  const findings = [...earlier, ...own];
  const common = { findings, usage, route, traceId };
  if (verified === undefined || released.action === 'block') {
    const reason = reasonsOf(findings, 'block').join(' ') || 'The answer was held back.';
    return {
      ...common,
      text: '',
      citations: [],
      figures: [],
      disclosures: [],
      confidence: 0,
      status: 'blocked',
      reason,
    };
  }
  const { confidence } = verified;
  const reasons = reasonsOf(findings, 'review');
  if (confidence < reviewThreshold) reasons.unshift(`Confidence ${confidence} is below ${reviewThreshold}.`);
  return {
    ...common,
    text: released.text,
    citations: verified.citations.map((one) => ({ ...one, answerSpan: released.mapSpan(one.answerSpan) })),
    figures: verified.figures.map((one) => ({
      ...one,
      figure: { ...one.figure, span: released.mapSpan(one.figure.span) },
    })),
    disclosures: released.disclosures,
    confidence,
    status: reasons.length === 0 ? 'final' : 'pending-review',
    ...(reasons.length === 0 ? {} : { reason: reasons.join(' ') }),
  };
}

function reasonsOf(findings: readonly Finding[], action: Finding['action']): string[] {
  return [...new Set(findings.filter((finding) => finding.action === action).map(({ message }) => message))];
}

interface Finished {
  readonly answer: Answer;
  readonly request: RequestContext;
}

function auditEvent(
  { clock, hash, versions }: ResearchSettings,
  { questionHash, passages }: ResearchState,
  { answer, request: { principal, traceId } }: Finished,
): AuditEvent {
  const { status, confidence, citations, figures, findings, route, usage } = answer;
  return {
    at: new Date(clock()).toISOString(),
    action: 'answer',
    who: { tenant: principal.tenant, id: principal.id, roles: principal.roles },
    traceId,
    inputs: { question: questionHash, passages: hash(JSON.stringify(passages.map(({ id }) => id))) },
    outputs: { answer: hash(answer.text) },
    versions: { ...versions, prompt: RESEARCH_PROMPT_VERSION, model: `${route.provider}/${route.model}` },
    facts: {
      status,
      confidence,
      citations: citations.length,
      figures: figures.length,
      figuresUnverified: figures.filter((one) => one.status === 'unverified').length,
      validators: [...new Set(findings.map(({ validator }) => validator))].join(' '),
      costUsd: usage.costUsd,
    },
  };
}

async function keepEvent({ auditSink }: ResearchSettings, event: AuditEvent): Promise<void> {
  try {
    await auditSink.append(event);
  } catch (error) {
    if (isGraphBubbleUp(error) || (PlumblineError.isInstance(error) && error.code === 'AUDIT')) throw error;
    throw new AuditError(
      'The audit record of this answer could not be written; the answer is held back. Check the audit sink.',
      {
        cause: error,
      },
    );
  }
}
