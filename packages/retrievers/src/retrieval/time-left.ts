/** Timers take no more: a later one would ring at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** A signal that aborts when a time is over; at once when it is over already, for a timer of 0 lets fast work through. */
export function timeLeft(milliseconds: number, message = 'The time is over (timeout).'): AbortSignal {
  if (milliseconds <= 0) return AbortSignal.abort(new DOMException(message, 'TimeoutError'));
  return AbortSignal.timeout(Math.min(milliseconds, LONGEST_TIMER));
}
