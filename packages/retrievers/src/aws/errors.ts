import { PlumblineError, type PlumblineErrorOptions } from '@plumbline/core';

/** A service asked for fewer requests, and the client's own attempts did not help. */
export class ServiceThrottledError extends PlumblineError {
  /** Milliseconds the service asked to wait, if it said so. */
  readonly retryAfterMs: number | undefined;
  /** How often the SDK had tried. */
  readonly attempts: number;

  constructor(
    service: string,
    {
      retryAfterMs,
      attempts,
      ...options
    }: PlumblineErrorOptions & { retryAfterMs: number | undefined; attempts: number },
  ) {
    const wait = retryAfterMs === undefined ? 'Wait' : `Wait ${retryAfterMs / 1000} s`;
    super(
      'SERVICE_THROTTLED',
      `${service} throttled the request (${attempts} attempts). ${wait} and try again, send fewer requests, or ask AWS for a higher quota.`,
      { retryable: true, ...options },
    );
    this.retryAfterMs = retryAfterMs;
    this.attempts = attempts;
  }
}

/** A service failed or could not be reached: not the request's fault. */
export class ServiceUnavailableError extends PlumblineError {
  constructor(service: string, what: string, options?: PlumblineErrorOptions) {
    super('SERVICE_UNAVAILABLE', `${service} did not answer the request (${what}). Try again later.`, {
      retryable: true,
      ...options,
    });
  }
}

/** The credentials are missing, expired, or do not allow the call. */
export class ServiceAccessError extends PlumblineError {
  constructor(service: string, what: string, options?: PlumblineErrorOptions) {
    super(
      'SERVICE_ACCESS',
      `${service} refused the caller (${what}). Renew the credentials of the client, or allow its role this action.`,
      options,
    );
  }
}

/** A service refused what was sent: a wrong name, an unknown index, a value out of its limits. */
export class ServiceRequestError extends PlumblineError {
  constructor(service: string, what: string, options?: PlumblineErrorOptions) {
    super('SERVICE_REQUEST', `${service} refused the request: ${what}`, options);
  }
}

/** A service answered with something else than its protocol says. */
export class ServiceResponseError extends PlumblineError {
  constructor(service: string, what: string, options?: PlumblineErrorOptions) {
    super('SERVICE_RESPONSE', `The answer of ${service} cannot be used: ${what}`, options);
  }
}
