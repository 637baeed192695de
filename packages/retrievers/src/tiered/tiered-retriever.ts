import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers';
import type { BaseDocumentCompressor } from '@langchain/core/retrievers/document_compressors';
import {
  type Clock,
  type Finding,
  InvalidInputError,
  type Passage,
  type PassageMetadata,
  type ReportingRetriever,
} from '@plumbline/core';
import type { FusionChoice } from '../fusion/fuse-lists.ts';
import { describeFailure } from '../retrieval/describe-failure.ts';
import { isPermitted } from '../retrieval/is-permitted.ts';
import { type ContextualConfig, type Retrieval, runReporting } from '../retrieval/run-retrieval.ts';
import { hitsOf, joinTiers, type TierFound } from './join-tiers.ts';
import { type PlanTiers, planTiers, type TierPlan } from './plan-tiers.ts';
import { rerank } from './rerank.ts';
import { type ReadyTier, runTier, type TierOutcome, timeFor } from './run-tier.ts';
import type { Tier, TieredRetrieval, TierReport } from './tier.ts';
import { createTierBreaker } from './tier-breaker.ts';
import { TiersFailedError } from './tiers-failed-error.ts';

export interface TieredRetrieverInput extends BaseRetrieverInput {
  /** At least one; where two have the same passage, the earlier one's text is taken. */
  tiers: readonly Tier[];
  /** Decides which tiers a question goes to. Default {@link planTiers}. */
  plan?: PlanTiers;
  /** How the tiers' lists are joined; `tuneFusion` finds a better one from labelled questions. Default RRF, k = 60. */
  fusion?: FusionChoice;
  /** Orders the candidates. Default: the fused order. */
  reranker?: BaseDocumentCompressor;
  /** Milliseconds for the reranker, after which the fused order is taken. Default 200. */
  rerankDeadlineMs?: number;
  /** How many fused passages the reranker sees. Default 100. */
  candidates?: number;
  /** Passages to return. Default 10. */
  k?: number;
  /** Default `Date.now`. */
  clock?: Clock;
}

/**
 * Asks several retrievers at once, each within its own deadline and behind its own circuit breaker, fuses what they find
 * by id, and reranks the best. A tier that fails is left out with a `warn` finding, which `retrieve` returns beside the
 * documents (the research agent puts it into the answer); `invoke` returns the documents alone.
 *
 * Tiers may be any retriever: what they return is checked for access and `asOf`, before the fusion and after it. A
 * passage without id, classification or access list is left out.
 *
 * @throws MissingContextError when the config has no valid context; no tier was asked then
 * @throws TiersFailedError when every tier that was asked failed
 * @throws InvalidInputError at once, for tiers without a name of their own
 *
 * @example
 * const retriever = new TieredRetriever({
 *   tiers: [
 *     { name: 'passages', retriever: new LanceRetriever({ index, k: 100 }) },
 *     { name: 'graph', retriever: graph, entities: ['company', 'ticker'], deadlineMs: 150 },
 *   ],
 *   reranker: new FeatureReranker(),
 * });
 * const { documents, findings, tiers } = await retriever.retrieve(question, { context });
 */
export class TieredRetriever extends BaseRetriever<PassageMetadata> implements ReportingRetriever {
  static override lc_name(): string {
    return 'TieredRetriever';
  }

  lc_namespace = ['plumbline', 'retrievers', 'tiered'];
  readonly reportsFindings = true;
  readonly #input: TieredRetrieverInput;
  readonly #tiers: readonly ReadyTier[];

  constructor(input: TieredRetrieverInput) {
    super(input);
    checkNames(input.tiers);
    this.#input = input;
    this.#tiers = input.tiers.map((tier) => ({ tier, breaker: createTierBreaker(tier.breaker) }));
  }

  override async invoke(question: string, options?: ContextualConfig): Promise<Passage[]> {
    return (await this.retrieve(question, options)).documents;
  }

  /** Like `invoke`, with the findings, the plan and what became of each tier. */
  async retrieve(question: string, options?: ContextualConfig): Promise<TieredRetrieval> {
    return await runReporting(this, { question, options }, (retrieval) => this.#search(retrieval));
  }

  async #search(retrieval: Retrieval): Promise<TieredRetrieval> {
    const { plan: planOf = planTiers, fusion = { method: 'rrf' }, clock = Date.now } = this.#input;
    const { question, context } = retrieval;
    const { asOf } = context;
    const tiers = this.#input.tiers;
    const plan = planOf({ question, tiers, ...(asOf === undefined ? {} : { asOf }) });
    const asked = this.#tiers.filter(({ tier }) => plan.tiers.some((one) => one.tier === tier.name && one.ask));
    const outcomes = await Promise.all(
      asked.map(
        async (ready): Promise<[string, TierOutcome]> => [ready.tier.name, await runTier(ready, retrieval, clock)],
      ),
    );
    const found = foundBy(outcomes);
    const fused = joinTiers(found, fusion);
    const ranked = await this.#rank(fused, retrieval, clock);
    const permitted = isPermitted(context);
    return {
      documents: ranked.passages.filter(({ metadata }) => permitted(metadata)),
      findings: [...outcomes.flatMap(findingsOf), ...ranked.findings],
      plan,
      tiers: reportsOf(tiers, plan, new Map(outcomes)),
    };
  }

  async #rank(fused: readonly Passage[], { question, context, signal }: Retrieval, clock: Clock) {
    const { reranker, rerankDeadlineMs = 200, candidates = 100, k = 10 } = this.#input;
    if (reranker === undefined) return { passages: fused.slice(0, k), findings: [] };
    const deadlineMs = timeFor(rerankDeadlineMs, context, clock);
    const passages = fused.slice(0, candidates);
    const ranked = await rerank({ reranker, question, passages, deadlineMs, signal });
    return { ...ranked, passages: ranked.passages.slice(0, k) };
  }
}

function checkNames(tiers: readonly Tier[]): void {
  const names = tiers.map(({ name }) => name);
  const wrong = names.find((name, place) => !/^[A-Za-z][\w-]*$/.test(name) || names.indexOf(name) !== place);
  if (wrong !== undefined) {
    throw new InvalidInputError(
      `The tier name ${JSON.stringify(wrong)} is taken or no name: give each tier letters, digits, "_" and "-" of its own.`,
    );
  }
  if (tiers.length === 0) throw new InvalidInputError('A TieredRetriever needs at least one tier.');
}

/** @throws TiersFailedError when some were asked and none answered */
function foundBy(outcomes: readonly [string, TierOutcome][]): TierFound[] {
  const found: TierFound[] = [];
  const failed = [];
  for (const [tier, outcome] of outcomes) {
    if (outcome.status === 'ok') found.push({ tier, found: outcome.found });
    else failed.push({ tier, status: outcome.status, error: outcome.error });
  }
  if (found.length === 0 && failed.length > 0) throw new TiersFailedError(failed);
  return found;
}

function findingsOf([tier, outcome]: [string, TierOutcome]): Finding[] {
  const warn = (message: string): Finding => ({
    validator: 'tiered-retriever',
    severity: 'warn',
    action: 'allow',
    message,
  });
  switch (outcome.status) {
    case 'ok':
      return [...outcome.found.findings];
    case 'late':
      return [warn(`The tier ${tier} was left out: it did not answer in time.`)];
    case 'open':
      return [warn(`The tier ${tier} was left out: it failed too often and is not asked for a while.`)];
    case 'failed':
      return [warn(`The tier ${tier} was left out: it failed (${describeFailure(outcome.error)}).`)];
  }
}

function reportsOf(tiers: readonly Tier[], plan: TierPlan, outcomes: ReadonlyMap<string, TierOutcome>): TierReport[] {
  return tiers.map(({ name: tier }) => {
    const outcome = outcomes.get(tier);
    if (outcome === undefined) {
      const reason = plan.tiers.find((one) => one.tier === tier)?.reason;
      return { tier, status: 'skipped', ms: 0, hits: [], ...(reason === undefined ? {} : { reason }) };
    }
    const { status, ms } = outcome;
    if (outcome.status === 'ok') return { tier, status, ms, hits: hitsOf(outcome.found.documents) };
    return { tier, status, ms, hits: [], reason: describeFailure(outcome.error) };
  });
}
