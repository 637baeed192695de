import { setTimeout as sleepFor } from 'node:timers/promises';
import { PlumblineError } from '@plumbline/core';
import {
  ServiceAccessError,
  ServiceRequestError,
  ServiceResponseError,
  ServiceThrottledError,
  ServiceUnavailableError,
} from '../aws/errors.ts';
import { stopOn } from '../retrieval/stop-on.ts';
import type { SearchClient, SearchRequest, SearchResponse } from './client.ts';
import { IndexMissingError } from './errors.ts';

export interface RetryPolicy {
  /** How often a request is made at most. Default 3. */
  readonly attempts?: number;
  /** The longest wait before a second attempt; it doubles with each. Half of it to all of it is waited. Default 200. */
  readonly firstWaitMs?: number;
  /** The longest of all waits; a server that asks for more is not waited for. Default 5,000. */
  readonly longestWaitMs?: number;
  /** Default `Math.random`. */
  readonly random?: () => number;
  /** Default: a timer. */
  readonly sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default 30,000. */
  readonly timeoutMs?: number;
  /** Statuses that are no errors. */
  readonly allow?: readonly number[];
  /** Attempts of this call, when not those of the policy. */
  readonly attempts?: number;
}

/** Makes one request, again when that may help, and says every failure as an error of ours. */
export type Call = (request: SearchRequest, options?: CallOptions) => Promise<SearchResponse>;

const SERVICE = 'OpenSearch';
/** Read as answers, so that one place decides what they mean. */
const STATUSES = [400, 401, 403, 404, 408, 409, 413, 429, 500, 502, 503, 504];

export function createCall({ transport }: SearchClient, policy: RetryPolicy = {}): Call {
  const { attempts: usualAttempts = 3, longestWaitMs = 5_000, sleep = wait } = policy;
  return async (request, { signal, timeoutMs = 30_000, allow = [], attempts = usualAttempts } = {}) => {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await stopOn(signal, () => tryOnce(attempt));
      if (!PlumblineError.isInstance(outcome)) return outcome;
      const pause = pauseBefore(attempt, outcome, policy);
      if (!outcome.retryable || attempt >= attempts || pause > longestWaitMs) throw outcome;
      await sleep(pause, signal);
    }

    async function tryOnce(attempt: number): Promise<SearchResponse | PlumblineError> {
      const running = transport.request({ ...request }, { requestTimeout: timeoutMs, ignore: STATUSES });
      const abort = (): void => void running.abort();
      signal?.addEventListener('abort', abort, { once: true });
      try {
        const response = await running;
        const status = response.statusCode ?? 0;
        return status < 300 || allow.includes(status) ? response : errorOf(request, response, attempt);
      } catch (error) {
        signal?.throwIfAborted();
        return connectionError(error);
      } finally {
        signal?.removeEventListener('abort', abort);
      }
    }
  };
}

async function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleepFor(ms, undefined, signal === undefined ? {} : { signal }).catch(() => signal?.throwIfAborted());
}

/** As long as the server asked for, or doubling with jitter. */
function pauseBefore(
  attempt: number,
  error: PlumblineError,
  { firstWaitMs = 200, random = Math.random }: RetryPolicy,
): number {
  const asked = error instanceof ServiceThrottledError ? error.retryAfterMs : undefined;
  return asked ?? firstWaitMs * 2 ** (attempt - 1) * (0.5 + random() / 2);
}

/** What a status means. The texts of OpenSearch name fields and shards, never the text of passages or questions. */
export function errorOfStatus(path: string, status: number, body: unknown): PlumblineError {
  const { type, reason } = readFailure(body);
  const what = `${status} ${type === '' ? 'without a reason' : `${type}: ${reason}`}`;
  if (type === 'index_not_found_exception') return new IndexMissingError(nameOf(path));
  // A block on writes ends with the reindex that set it; other blocks are set by hand or by a full disk.
  const isBlock = type === 'cluster_block_exception';
  if (isBlock && /index write/.test(reason)) return new ServiceUnavailableError(SERVICE, what);
  if (status === 401 || (status === 403 && !isBlock)) return new ServiceAccessError(SERVICE, what);
  if (status === 429) return new ServiceThrottledError(SERVICE, { retryAfterMs: undefined, attempts: 1 });
  if (status === 408 || status >= 500) return new ServiceUnavailableError(SERVICE, what);
  return new ServiceRequestError(SERVICE, what);
}

function errorOf(
  { path }: SearchRequest,
  { statusCode, body, headers }: SearchResponse,
  attempts: number,
): PlumblineError {
  if (statusCode === 429) return new ServiceThrottledError(SERVICE, { retryAfterMs: retryAfterMs(headers), attempts });
  return errorOfStatus(path, statusCode ?? 0, body);
}

/** No answer: refused, cut, too late, or no JSON. */
function connectionError(error: unknown): PlumblineError {
  if (PlumblineError.isInstance(error)) return error;
  const name = error instanceof Error ? error.name : 'unknown';
  if (name === 'DeserializationError') {
    return new ServiceResponseError(SERVICE, 'it is no JSON', { cause: error, retryable: true });
  }
  // Credential providers fail before anything is sent.
  if (/credential|token/i.test(name)) return new ServiceAccessError(SERVICE, name, { cause: error });
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '').slice(0, 200) : '';
  return new ServiceUnavailableError(SERVICE, `${name}: ${message}`, { cause: error });
}

function readFailure(body: unknown): { type: string; reason: string } {
  const error = isRecord(body) ? body['error'] : undefined;
  if (typeof error === 'string') return { type: 'error', reason: error.slice(0, 300) };
  if (!isRecord(error)) {
    // The security layer of AWS answers { Message } or { message }.
    const message = isRecord(body) ? (body['message'] ?? body['Message']) : undefined;
    return typeof message === 'string' ? { type: 'error', reason: message.slice(0, 300) } : { type: '', reason: '' };
  }
  const [root] = Array.isArray(error['root_cause']) ? error['root_cause'] : [];
  const cause = isRecord(root) ? root : error;
  return { type: String(cause['type'] ?? error['type']), reason: String(cause['reason'] ?? '').slice(0, 300) };
}

function retryAfterMs(headers: SearchResponse['headers']): number | undefined {
  const seconds = Number(headers?.['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

function nameOf(path: string): string {
  return decodeURIComponent(path.split('/')[1] ?? '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
