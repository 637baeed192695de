import { type Answer, PlumblineError } from '@plumbline/core';

/** What a command ends with, as the README lists it. */
export const EXIT = { final: 0, blocked: 1, usage: 2, pendingReview: 3 } as const;

/** 0 final, 3 pending review, 1 blocked. */
export function exitCodeOf({ status }: Answer): number {
  return { final: EXIT.final, 'pending-review': EXIT.pendingReview, blocked: EXIT.blocked }[status];
}

/** 2 for input the caller can mend, 1 for everything else. */
export function exitCodeOfError(error: unknown): number {
  return PlumblineError.isInstance(error) && USAGE_CODES.includes(error.code) ? EXIT.usage : EXIT.blocked;
}

const USAGE_CODES: readonly string[] = [
  'INVALID_INPUT',
  'MISSING_CONTEXT',
  'UNSUPPORTED_FILTER',
  'INDEX_MISMATCH',
  'INDEX_MISSING',
];
