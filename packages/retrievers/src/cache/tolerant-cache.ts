import type { Finding } from '@plumbline/core';
import { ConsecutiveBreaker, circuitBreaker, handleAll, isBrokenCircuitError } from 'cockatiel';
import { describeFailure } from '../retrieval/describe-failure.ts';
import { stopOn } from '../retrieval/stop-on.ts';
import type { CachedRetrieval, RetrievalCache, RetrievalCacheKey } from './retrieval-cache.ts';

/** A cache that never fails: what it cannot do it says in a finding. */
export interface TolerantCache {
  get(key: RetrievalCacheKey): Promise<{ readonly entry?: CachedRetrieval | undefined; readonly finding?: Finding }>;
  set(key: RetrievalCacheKey, retrieval: CachedRetrieval): Promise<Finding | undefined>;
}

/** So many failures in a row, and the cache is not asked for a while: a question must not wait for it. */
const FAILURES_IN_A_ROW = 3;
const RETRY_AFTER_MS = 5000;

/** @param timeoutMs how long one call may take */
export function tolerantCache(cache: RetrievalCache, timeoutMs: number): TolerantCache {
  const breaker = new ConsecutiveBreaker(FAILURES_IN_A_ROW);
  const policy = circuitBreaker(handleAll, { halfOpenAfter: RETRY_AFTER_MS, breaker });
  const attempt = async <T>(call: () => Promise<T>): Promise<{ value?: T; finding?: Finding }> => {
    const late = AbortSignal.timeout(timeoutMs);
    try {
      return { value: await stopOn(late, () => policy.execute(() => stopOn(late, call))) };
    } catch (error) {
      return { finding: unavailable(error) };
    }
  };
  return {
    async get(key) {
      const { value: entry, finding } = await attempt(() => cache.get(key));
      return { entry, ...(finding === undefined ? {} : { finding }) };
    },
    async set(key, retrieval) {
      return (await attempt(() => cache.set(key, retrieval))).finding;
    },
  };
}

function unavailable(error: unknown): Finding {
  const why = isBrokenCircuitError(error) ? 'it failed too often and is not asked for a while' : describeFailure(error);
  return {
    validator: 'cached-retriever',
    severity: 'warn',
    action: 'allow',
    message: `The retrieval cache is not available (${why}); the question went to the index.`,
  };
}
