import { setTimeout as sleep } from 'node:timers/promises';
import { ExponentialBackoff } from 'cockatiel';
import { isAborted } from '../is-aborted.ts';

/** Waits, or ends early when aborted. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (isAborted(signal)) return;
  await sleep(ms, undefined, signal === undefined ? {} : { signal }).catch(() => {});
}

/** How long to wait when nothing could be done: longer each time, with jitter, up to a minute. */
export interface Pauses {
  /** Milliseconds to the next try. */
  next(): number;
  /** Something could be done again. */
  reset(): void;
}

export function createPauses(initialDelay: number): Pauses {
  const backoff = new ExponentialBackoff<unknown>({ initialDelay, maxDelay: 60_000 });
  const start = () => backoff.next();
  let current = start();
  return {
    next() {
      const { duration } = current;
      current = current.next(undefined);
      return duration;
    },
    reset() {
      current = start();
    },
  };
}
