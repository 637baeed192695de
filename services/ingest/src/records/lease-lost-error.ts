import { PlumblineError, type PlumblineErrorOptions } from '@plumbline/core';

/** Another worker took a source over, because this one held it longer than its lease. Nothing was marked as done. */
export class LeaseLostError extends PlumblineError {
  constructor(options?: PlumblineErrorOptions) {
    super('LEASE_LOST', 'Another worker took over a source of this batch; what it had not finished is tried again.', {
      retryable: true,
      ...options,
    });
  }
}
