import { PlumblineError, type PlumblineErrorOptions } from '@plumbline/core';

/** Why an item, a message or a manifest could not be dealt with, beside what the ingest library says of documents. */
export const SERVICE_CODES = [
  /** What arrived is no event and no item. */
  'INVALID_EVENT',
  'INVALID_MANIFEST',
  'INVALID_CONFIGURATION',
  /** The credentials do not allow it. Nothing is concluded from it: without the right to list, an absent object looks the same. */
  'ACCESS_DENIED',
  /** Archived, or encrypted with a key that is gone. */
  'OBJECT_ARCHIVED',
  /** Another version came while it was being read. */
  'OBJECT_CHANGED',
  'OBJECT_UNAVAILABLE',
  'TOO_LARGE',
  /** Another worker has it. */
  'BUSY',
  /** Workers died over it again and again. */
  'CRASHED',
  'DEAD_LETTER_FAILED',
  'INTERRUPTED',
] as const;
export type ServiceCode = (typeof SERVICE_CODES)[number];

export class IngestServiceError extends PlumblineError {
  constructor(code: ServiceCode, message: string, options?: PlumblineErrorOptions) {
    super(code, message, options);
  }
}

/** Code and message of anything that was thrown, without a stack. */
export function describeError(error: unknown): { code: string; message: string } {
  if (PlumblineError.isInstance(error)) return { code: error.code, message: error.message };
  if (error instanceof Error) return { code: error.name, message: error.message };
  return { code: 'UNKNOWN', message: String(error) };
}
