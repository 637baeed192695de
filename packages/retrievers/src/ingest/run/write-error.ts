import type { PlumblineError } from '@plumbline/core';
import { toIngestError } from '../storage-error.ts';

/** The index or the records cannot be written: the run stops, unlike for a file that cannot be read. */
export class WriteError extends Error {
  readonly reason: PlumblineError;

  constructor(reason: PlumblineError) {
    super(reason.message, { cause: reason });
    this.name = 'WriteError';
    this.reason = reason;
  }
}

/** Runs what uses the index or the records. @throws WriteError for whatever it throws */
export async function storing<T>(action: () => T | Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw error instanceof WriteError ? error : new WriteError(toIngestError(error, 'the index'));
  }
}
