import { PlumblineError } from '@plumbline/core';
import { describeFailure } from '../retrieval/describe-failure.ts';

/** One tier that was asked and gave nothing. */
export interface TierFailure {
  readonly tier: string;
  readonly status: 'late' | 'open' | 'failed';
  /** Name and code of the error. */
  readonly reason: string;
}

/**
 * Every tier that was asked failed. `failures` names each with the kind of its error; the errors themselves, whose
 * messages may hold what the caller may not read, are in `cause.errors`, in the same order.
 */
export class TiersFailedError extends PlumblineError {
  readonly failures: readonly TierFailure[];
  override readonly cause: AggregateError;

  constructor(failed: readonly (Pick<TierFailure, 'tier' | 'status'> & { readonly error: unknown })[]) {
    const errors = failed.map(({ error }) => error);
    const cause = new AggregateError(errors, 'The errors of the tiers');
    const failures = failed.map(({ tier, status, error }) => ({ tier, status, reason: describeFailure(error) }));
    const list = failures.map(({ tier, status, reason }) => `${tier} (${status}: ${reason})`).join(', ');
    super('TIERS_FAILED', `No tier answered: ${list}. Try again; when it stays so, ask each tier alone.`, {
      retryable: errors.some((error) => !PlumblineError.isInstance(error) || error.retryable),
      cause,
    });
    this.failures = failures;
    this.cause = cause;
  }
}
