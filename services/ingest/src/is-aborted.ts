/** Whether a signal was given and has fired. A call, so that the compiler does not take the answer for lasting. */
export function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
