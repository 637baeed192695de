import { PlumblineError } from '@plumbline/core';
import { circuitBreaker, handleWhen, isBrokenCircuitError, SamplingBreaker } from 'cockatiel';
import { isGraphInterrupt } from '../retrieval/describe-failure.ts';

export interface BreakerOptions {
  /** The share of failed calls, between 0 and 1, above which the tier is no longer asked. Default 0.5. */
  readonly threshold?: number;
  /** Milliseconds over which calls are counted. Default 10,000. */
  readonly windowMs?: number;
  /** Fewer calls than this in the window decide nothing. Default 5. */
  readonly minimumCalls?: number;
  /** Milliseconds after which one call tries it again. Default 10,000. */
  readonly retryAfterMs?: number;
}

/** Runs a call, or refuses it while the tier is down. */
export interface TierBreaker {
  run<T>(call: () => Promise<T>): Promise<T>;
}

/** The call was given up by its caller: that says nothing of the tier. */
export class GivenUp extends Error {}

/** A sampling breaker of cockatiel. It counts failures of the tier: not what a caller did wrong or gave up. */
export function createTierBreaker(options: BreakerOptions = {}): TierBreaker {
  const { threshold = 0.5, windowMs = 10_000, minimumCalls = 5, retryAfterMs = 10_000 } = options;
  const breaker = new SamplingBreaker({ threshold, duration: windowMs, minimumRps: minimumCalls / (windowMs / 1000) });
  const policy = circuitBreaker(handleWhen(saysTierIsDown), { halfOpenAfter: retryAfterMs, breaker });
  return { run: (call) => policy.execute(call) };
}

export function isOpenBreaker(error: unknown): boolean {
  return isBrokenCircuitError(error);
}

function saysTierIsDown(error: unknown): boolean {
  if (error instanceof GivenUp || isGraphInterrupt(error)) return false;
  return !PlumblineError.isInstance(error) || error.retryable;
}
