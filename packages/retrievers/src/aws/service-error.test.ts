import { MissingDependencyError } from '@plumbline/core';
import { describe, expect, it } from 'vitest';
import { callService } from './call-service.ts';
import { serviceError } from './service-error.ts';

/** An error as the SDK throws it. */
function sdkError(name: string, httpStatusCode?: number, more: object = {}): Error {
  return Object.assign(new Error('said the service'), { name, $metadata: { httpStatusCode, attempts: 2 }, ...more });
}

describe('an error of the SDK', () => {
  it.each<[unknown, string, boolean]>([
    [sdkError('ThrottlingException', 400), 'SERVICE_THROTTLED', true],
    [sdkError('ModelNotReadyException', 429), 'SERVICE_THROTTLED', true],
    [sdkError('ModelError', 424, { OriginalStatusCode: 429 }), 'SERVICE_THROTTLED', true],
    [sdkError('ModelError', 424, { OriginalStatusCode: 503 }), 'SERVICE_UNAVAILABLE', true],
    [sdkError('ModelError', 424, { OriginalStatusCode: 413 }), 'SERVICE_REQUEST', false],
    [sdkError('InternalServerException', 500), 'SERVICE_UNAVAILABLE', true],
    [sdkError('ModelTimeoutException', 408), 'SERVICE_UNAVAILABLE', true],
    [sdkError('TimeoutError'), 'SERVICE_UNAVAILABLE', true],
    [Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), 'SERVICE_UNAVAILABLE', true],
    ['no error at all', 'SERVICE_UNAVAILABLE', true],
    [sdkError('ExpiredTokenException', 403), 'SERVICE_ACCESS', false],
    [sdkError('CredentialsProviderError'), 'SERVICE_ACCESS', false],
    [sdkError('AccessDeniedException', 400), 'SERVICE_ACCESS', false],
    [sdkError('ValidationException', 400), 'SERVICE_REQUEST', false],
    [sdkError('ResourceNotFoundException', 404), 'SERVICE_REQUEST', false],
    [sdkError('SyntaxError', 200), 'SERVICE_RESPONSE', true],
    [sdkError('SyntaxError', 503), 'SERVICE_UNAVAILABLE', true],
  ])('%s is %s', (error, code, retryable) => {
    expect(serviceError('Kendra', error)).toMatchObject({ code, retryable, cause: error });
  });

  it('tells how long to wait and how often it was tried', () => {
    const error = sdkError('ThrottlingException', 429, { $response: { headers: { 'retry-after': '3' } } });
    const said = serviceError('Kendra', error);
    expect(said).toMatchObject({ retryAfterMs: 3000, attempts: 2 });
    expect(said.message).toMatch(/^Kendra throttled the request \(2 attempts\)\. Wait 3 s and try again/);
  });

  it('keeps to one line of the message', () => {
    const error = Object.assign(sdkError('ValidationException', 400), { message: `bad\n${'x'.repeat(9999)}` });
    expect(serviceError('Kendra', error).message).toBe('Kendra refused the request: ValidationException: bad');
  });

  it('leaves errors of ours as they are', () => {
    const own = new MissingDependencyError('x', 'y');
    expect(serviceError('Kendra', own)).toBe(own);
  });
});

describe('a call', () => {
  it('gives the signal on, and its reason when it aborts', async () => {
    const stop = new AbortController();
    const sent = callService('Kendra', stop.signal, async ({ abortSignal }) => {
      stop.abort(new Error('the user left'));
      throw Object.assign(new Error('Request aborted'), { name: 'AbortError', aborted: abortSignal?.aborted });
    });
    await expect(sent).rejects.toThrow('the user left');
  });
});
