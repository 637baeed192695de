import { PlumblineError } from '@plumbline/core';

/** The graph cannot be reached, or went away during a query. Nothing is known of what it would have answered. */
export class GraphUnavailableError extends PlumblineError {
  constructor(where: string, cause?: unknown) {
    super('GRAPH_UNAVAILABLE', `The graph ${where} cannot be reached or went away; try again, or see to the server.`, {
      cause,
      retryable: true,
    });
  }
}

/** The graph refused who asks: the credentials are expired, wrong, or may not use it. */
export class GraphAuthError extends PlumblineError {
  constructor(where: string, what: string, cause?: unknown) {
    super(
      'GRAPH_AUTH',
      `The graph ${where} refused the credentials: ${what}. Renew them, or check the role's policy.`,
      {
        cause,
      },
    );
  }
}

/** A walk took longer than it may. */
export class GraphTimeoutError extends PlumblineError {
  constructor(where: string, timeMs: number, cause?: unknown) {
    super(
      'GRAPH_TIMEOUT',
      `The walk through the graph ${where} was stopped after its ${Math.round(timeMs)} ms; narrow the question, or allow fewer hops or edges per node.`,
      { cause, retryable: true },
    );
  }
}

/** The graph refused a query or holds what is not of the schema. */
export class GraphQueryError extends PlumblineError {
  constructor(where: string, what: string, cause?: unknown) {
    super('GRAPH_QUERY', `The graph ${where} could not answer: ${what}.`, { cause });
  }
}
