import { PlumblineError } from '@plumbline/core';
import { z } from 'zod';
import {
  ServiceAccessError,
  ServiceRequestError,
  ServiceResponseError,
  ServiceThrottledError,
  ServiceUnavailableError,
} from './errors.ts';

/** The parts of an SDK error that are read; the SDK gives what it knows. */
const errorSchema = z.object({
  name: z.string(),
  message: z.string(),
  $metadata: z.object({ httpStatusCode: z.number().optional(), attempts: z.number().optional() }).catch({}).default({}),
  $response: z
    .object({ headers: z.record(z.string(), z.unknown()).catch({}) })
    .optional()
    .catch(undefined),
  /** Of SageMaker's `ModelError`: what the container said. */
  OriginalStatusCode: z.number().optional().catch(undefined),
});
type SdkError = z.infer<typeof errorSchema>;

const THROTTLED = ['ThrottlingException', 'TooManyRequestsException', 'RequestLimitExceeded', 'SlowDown'];
const NOT_READY = [
  'ModelNotReadyException',
  'ModelTimeoutException',
  'DependencyFailedException',
  'BadGatewayException',
];
const ACCESS =
  /^(AccessDenied|ExpiredToken|UnrecognizedClient|InvalidClientTokenId|InvalidSignature|MissingAuthenticationToken|IncompleteSignature|CredentialsProvider|TokenProvider)/;
const MESSAGE_LENGTH = 300;

/** Says an error of the AWS SDK as one of ours; errors of ours stay as they are. */
export function serviceError(service: string, error: unknown): PlumblineError {
  if (PlumblineError.isInstance(error)) return error;
  const parsed = errorSchema.safeParse(error);
  if (!parsed.success) return new ServiceUnavailableError(service, 'unknown failure', { cause: error });
  const { name, message, $metadata } = parsed.data;
  const status = statusOf(parsed.data);
  const what = `${name}: ${(message.split('\n')[0] ?? '').slice(0, MESSAGE_LENGTH)}`;
  const options = { cause: error };
  if (THROTTLED.includes(name) || status === 429) {
    const { attempts = 1 } = $metadata;
    return new ServiceThrottledError(service, { retryAfterMs: retryAfterMs(parsed.data), attempts, ...options });
  }
  if (ACCESS.test(name) || status === 401 || status === 403) return new ServiceAccessError(service, what, options);
  // No status: the service was never heard. A body that cannot be read is the service's fault as well.
  if (NOT_READY.includes(name) || status === undefined || status >= 500) {
    return new ServiceUnavailableError(service, what, options);
  }
  if (status < 300) return new ServiceResponseError(service, what, { ...options, retryable: true });
  return new ServiceRequestError(service, what, options);
}

/** A container behind an endpoint has a status of its own. */
function statusOf({ OriginalStatusCode, $metadata }: SdkError): number | undefined {
  return OriginalStatusCode ?? $metadata.httpStatusCode;
}

/** `Retry-After` in seconds; as a date it is not used by any of these services. */
function retryAfterMs({ $response }: SdkError): number | undefined {
  const seconds = Number($response?.headers['retry-after'] ?? Number.NaN);
  return Number.isNaN(seconds) ? undefined : seconds * 1000;
}
