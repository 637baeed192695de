/** Milliseconds; any time will do, for the timer only keeps the process awake. */
const AWAKE_MS = 60_000;

/**
 * Runs an action that may be slow to notice its signal (or cannot be interrupted at all): the caller is let go at once,
 * with the signal's own reason, and the action ends before its next step. The process stays awake for the signal: the
 * timer of `AbortSignal.timeout` alone would let it end.
 */
export async function stopOn<T>(
  signal: AbortSignal | undefined,
  action: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  if (signal === undefined) return await action(undefined);
  signal.throwIfAborted();
  const awake = setInterval(() => {}, AWAKE_MS);
  return await new Promise<T>((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    action(signal)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  }).finally(() => clearInterval(awake));
}
