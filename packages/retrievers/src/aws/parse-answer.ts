import type { z } from 'zod';
import { ServiceResponseError } from './errors.ts';

/**
 * Reads a body of JSON that has to be of a form.
 *
 * @throws ServiceResponseError when it is no JSON (`retryable`: it may have been cut) or of another form
 */
export function parseAnswer<T>(service: string, schema: z.ZodType<T>, body: Uint8Array | undefined): T {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    throw new ServiceResponseError(service, 'it is no JSON.', { cause, retryable: true });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'the answer' : issue.path.join('.');
  throw new ServiceResponseError(service, `${where} is not of the form of this model or format (${issue?.message}).`, {
    cause: parsed.error,
  });
}
