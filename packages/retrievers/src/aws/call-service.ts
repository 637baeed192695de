import { stopOn } from '../retrieval/stop-on.ts';
import { serviceError } from './service-error.ts';

/** What an AWS SDK client takes beside a command. */
export interface SendOptions {
  abortSignal?: AbortSignal;
}

/**
 * Makes one call of an SDK client. How often it is tried, and how long `Retry-After` is honoured, is the client's own
 * configuration (`maxAttempts`, default 3; the SDK waits at most five seconds longer than its own backoff): a second
 * loop here would multiply the two.
 *
 * @param service named in errors
 * @throws ServiceThrottledError, ServiceUnavailableError, ServiceAccessError, ServiceRequestError, ServiceResponseError
 * @throws the signal's reason when it aborts
 */
export async function callService<T>(
  service: string,
  signal: AbortSignal | undefined,
  send: (options: SendOptions) => Promise<T>,
): Promise<T> {
  try {
    return await stopOn(signal, () => send(signal === undefined ? {} : { abortSignal: signal }));
  } catch (error) {
    signal?.throwIfAborted();
    throw serviceError(service, error);
  }
}
