import { join } from 'node:path';
import { PlumblineError } from '@plumbline/core';
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { IngestServiceError } from '../errors.ts';
import type { ObjectHead, ObjectStore } from '../objects/object-store.ts';

export interface FetchOptions {
  readonly objects: ObjectStore;
  /** A folder of this batch's own. */
  readonly folder: string;
  /** Bytes of the largest object that is read. */
  readonly maxBytes: number;
  /** Tries of one download. */
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Downloads an object into a file, trying again while that may help.
 *
 * @returns the file's path; `undefined` when the object is gone since it was looked at
 * @throws IngestServiceError TOO_LARGE without reading it, and what {@link ObjectStore} throws
 */
export async function fetchSource(
  head: ObjectHead,
  number: number,
  options: FetchOptions,
): Promise<string | undefined> {
  const { objects, folder, maxBytes, attempts, firstDelayMs, signal } = options;
  if (head.size > maxBytes) {
    throw new IngestServiceError(
      'TOO_LARGE',
      `${head.uri} has ${megabytes(head.size)} MB, and objects are read up to ${megabytes(maxBytes)} MB. Split it, or raise maxObjectBytes.`,
    );
  }
  const path = join(folder, String(number));
  const backoff = new ExponentialBackoff({ initialDelay: firstDelayMs, maxDelay: 10_000 });
  const policy = retry(
    handleWhen((error) => PlumblineError.isInstance(error) && error.code === 'OBJECT_UNAVAILABLE'),
    { maxAttempts: attempts - 1, backoff },
  );
  const isThere = await policy.execute(() => objects.download(head, path, signal), signal);
  return isThere ? path : undefined;
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}
