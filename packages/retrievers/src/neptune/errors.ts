import { PlumblineError } from '@plumbline/core';
import { GraphAuthError, GraphQueryError, GraphTimeoutError, GraphUnavailableError } from '../graph/errors.ts';

/** Codes of neo4j-driver and Neptune, and words of Neptune's messages, which often stand under a code of no meaning. */
const KINDS = {
  auth: /Neo\.ClientError\.Security|AccessDenied|InvalidSignature|signature expired|security token|not authorized|missing authentication/iu,
  timeout: /TransactionTimedOut|TimeLimitExceeded|query timed out/iu,
  away: /ServiceUnavailable|SessionExpired|Neo\.TransientError|Throttling|TooManyRequests|ConcurrentModification|MemoryLimitExceeded/iu,
} as const;

/** Says what a failed query means for the caller. Errors of ours and the caller's own abort pass through. */
export function toGraphError(error: unknown, { where, timeMs }: { where: string; timeMs: number }): unknown {
  if (PlumblineError.isInstance(error) || !(error instanceof Error) || !('code' in error)) return error;
  const said = `${String(error.code)}: ${error.message}`;
  const brief = said.replaceAll(/\s+/gu, ' ').slice(0, 200);
  if (KINDS.auth.test(said)) return new GraphAuthError(where, brief, error);
  if (KINDS.timeout.test(said)) return new GraphTimeoutError(where, timeMs, error);
  return KINDS.away.test(said) ? new GraphUnavailableError(where, error) : new GraphQueryError(where, brief, error);
}
