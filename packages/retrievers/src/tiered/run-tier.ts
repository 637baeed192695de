import type { Clock } from '@plumbline/core';
import { isGraphInterrupt } from '../retrieval/describe-failure.ts';
import { type InnerRetrieval, innerRetrieval } from '../retrieval/inner-retrieval.ts';
import type { Retrieval } from '../retrieval/run-retrieval.ts';
import { stopOn } from '../retrieval/stop-on.ts';
import { timeLeft } from '../retrieval/time-left.ts';
import type { Tier } from './tier.ts';
import { GivenUp, isOpenBreaker, type TierBreaker } from './tier-breaker.ts';

/** A tier with its breaker, which lives as long as the retriever. */
export interface ReadyTier {
  readonly tier: Tier;
  readonly breaker: TierBreaker;
}

export type TierOutcome =
  | { readonly status: 'ok'; readonly ms: number; readonly found: InnerRetrieval }
  | { readonly status: 'late' | 'open' | 'failed'; readonly ms: number; readonly error: unknown };

/** A tier gets this share of the time that is left, so that fusing and reranking have the rest. */
const SHARE_OF_TIME_LEFT = 0.8;

/** Milliseconds a part of a retrieval may take: its own deadline, or its share of what the request has left. */
export function timeFor(deadlineMs: number, { deadline }: { deadline?: number | undefined }, clock: Clock): number {
  if (deadline === undefined) return deadlineMs;
  return Math.floor(Math.max(0, Math.min(deadlineMs, (deadline - clock()) * SHARE_OF_TIME_LEFT)));
}

/**
 * Asks one tier, within its deadline and behind its breaker. A failure is an outcome, not an error.
 *
 * @throws the reason of the caller's signal when that aborts, and interrupts of LangGraph
 */
export async function runTier(
  { tier, breaker }: ReadyTier,
  { question, context, signal: caller, callbacks }: Retrieval,
  clock: Clock,
): Promise<TierOutcome> {
  const { name, retriever, deadlineMs = 400 } = tier;
  const since = clock();
  const late = timeLeft(timeFor(deadlineMs, context, clock));
  const either = caller === undefined ? late : AbortSignal.any([caller, late]);
  const ask = async () => {
    // A call that waited for another one's try of the tier may come too late for its own.
    if (either.aborted) throw new GivenUp();
    try {
      return await stopOn(either, (signal) =>
        innerRetrieval({ retriever, name, question, context, signal, callbacks }),
      );
    } catch (error) {
      throw caller?.aborted === true ? new GivenUp() : error;
    }
  };
  try {
    const found = await stopOn(either, () => breaker.run(ask));
    return { status: 'ok', ms: clock() - since, found };
  } catch (error) {
    caller?.throwIfAborted();
    if (isGraphInterrupt(error)) throw error;
    const status = isOpenBreaker(error) ? 'open' : late.aborted ? 'late' : 'failed';
    return { status, ms: clock() - since, error };
  }
}
