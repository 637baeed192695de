import type { BaseRetriever } from '@langchain/core/retrievers';
import type { Finding, Passage } from '@plumbline/core';
import type { RankedHit } from '../fusion/fused-hit.ts';
import type { TierHoldings, TierPlan } from './plan-tiers.ts';
import type { BreakerOptions } from './tier-breaker.ts';

/** One source of passages, asked beside others. */
export interface Tier extends TierHoldings {
  /** Gets the request context on `config.context` and its own abort signal on `config.signal`. */
  readonly retriever: BaseRetriever;
  /** Milliseconds it may take; a request near its deadline gives it less. Default 400. */
  readonly deadlineMs?: number;
  /** When to stop asking a tier that fails, and when to try it again. */
  readonly breaker?: BreakerOptions;
}

/** How a tier did: `ok`, `late` for its deadline, `open` for its breaker, `failed`; `skipped` by the plan. */
export type TierStatus = 'ok' | 'late' | 'open' | 'failed' | 'skipped';

/** What became of one tier of a retrieval. */
export interface TierReport {
  readonly tier: string;
  readonly status: TierStatus;
  /** Milliseconds until it answered or was given up; 0 for one that was not asked. */
  readonly ms: number;
  /** Why it was skipped, or the kind of its failure. */
  readonly reason?: string;
  /** What it found and the caller may read, best first, with the tier's own scores: what `tuneFusion` takes. */
  readonly hits: readonly RankedHit[];
}

/** A retrieval over tiers. */
export interface TieredRetrieval {
  readonly documents: Passage[];
  /** A `warn` for each tier that was asked and gave nothing, and for a reranker that failed. */
  readonly findings: readonly Finding[];
  readonly plan: TierPlan;
  /** In the order of the retriever's tiers. */
  readonly tiers: readonly TierReport[];
}
