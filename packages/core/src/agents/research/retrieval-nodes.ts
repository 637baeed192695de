import type { Finding } from '../../contracts/finding.ts';
import type { Passage } from '../../contracts/passage.ts';
import { runValidators } from '../../findings/run-validators.ts';
import { CheckedRetriever } from './checked-retriever.ts';
import { checkContext } from './guard-nodes.ts';
import type { ResearchSettings } from './options.ts';
import { permittedPassages, reordered } from './permitted.ts';
import { planResearch } from './plan.ts';
import type { RunContext } from './run-context.ts';
import type { ResearchState, ResearchUpdate } from './state.ts';

/** Plans what to look for. */
export function plan({ question }: ResearchState, { request, emit }: RunContext): ResearchUpdate {
  const researchPlan = planResearch(question, request.asOf);
  const { intent, entities, periods, asOf } = researchPlan;
  const companies = entities.flatMap(({ company }) => (company === undefined ? [] : [company]));
  emit({
    step: 'plan',
    intent,
    companies: [...new Set(companies)],
    periods: periods.map(({ label }) => label),
    ...(asOf === undefined ? {} : { asOf }),
  });
  return { researchPlan };
}

/** Retrieves the candidates the caller may read, and keeps what the retriever reports, e.g. a source that is down. */
export async function retrieve(
  { retriever, candidates }: ResearchSettings,
  { question, findings }: ResearchState,
  { request, signal, emit, callbacks }: RunContext,
): Promise<ResearchUpdate> {
  const checked = new CheckedRetriever({ retriever, context: request, signal });
  const found = await checked.invoke(question, { callbacks });
  const passages = permittedPassages(found, request).slice(0, candidates);
  emit({ step: 'retrieve', passages: passages.length });
  return { candidates: passages, findings: [...findings, ...checked.findings] };
}

/**
 * Reranks the candidates, checks access again, and keeps the best that the validators of stage `retrieved` have nothing
 * against. A passage that one of them flags is left out, and the next one takes its place.
 */
export async function rerank(
  settings: ResearchSettings,
  state: ResearchState,
  run: RunContext,
): Promise<ResearchUpdate> {
  const { question, candidates, findings } = state;
  const { signal, request, emit } = run;
  const ranked = await rankedCandidates(settings, question, candidates);
  signal.throwIfAborted();
  const readable = permittedPassages(ranked, request);
  const { kept, leftOut } = await withoutFlagged(settings, state, { passages: readable, run });
  emit({ step: 'rerank', passages: kept.length, leftOut: leftOut.length });
  return { passages: kept, candidates: [], findings: [...findings, ...leftOut] };
}

async function rankedCandidates(
  { reranker }: ResearchSettings,
  question: string,
  candidates: readonly Passage[],
): Promise<readonly Passage[]> {
  if (reranker === undefined || candidates.length === 0) return candidates;
  return reordered(await reranker.compressDocuments([...candidates], question), candidates);
}

async function withoutFlagged(
  settings: ResearchSettings,
  { question }: ResearchState,
  { passages, run }: { passages: readonly Passage[]; run: RunContext },
): Promise<{ kept: Passage[]; leftOut: Finding[] }> {
  const kept: Passage[] = [];
  const leftOut: Finding[] = [];
  for (const passage of passages) {
    if (kept.length === settings.topK) break;
    const context = checkContext(settings, 'retrieved', { request: run.request, question, passages: [passage] });
    const found = await runValidators(settings.validators, passage.pageContent, context);
    const flags = found.filter(({ action }) => action !== 'allow' && action !== 'append');
    if (flags.length === 0) kept.push(passage);
    leftOut.push(...flags.map((finding) => leftOutFinding(finding, passage)));
  }
  return { kept, leftOut };
}

/** The finding is about the passage, not about the answer: it no longer asks for anything. */
function leftOutFinding({ validator, rule, message }: Finding, { id }: Passage): Finding {
  return {
    validator,
    ...(rule === undefined ? {} : { rule }),
    severity: 'warn',
    action: 'allow',
    message: `The passage ${id} was left out: ${message}`,
  };
}
