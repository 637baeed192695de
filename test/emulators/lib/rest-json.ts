import { z } from 'zod';
import { AwsError } from './aws-json.ts';
import type { EmulatorRequest, EmulatorResponse, Service } from './server.ts';

/** What an operation gets: the input as sent, and the parts of the path and the headers that belong to it. */
export interface RestInput {
  readonly body: string;
  readonly path: Readonly<Record<string, string>>;
  readonly header: (name: string) => string | undefined;
}

export interface RestOperation {
  readonly method: string;
  /** With named groups for what the path holds. */
  readonly path: RegExp;
  /** Gives the output (an object, or a text that is JSON already), or throws an {@link AwsError}, or a ZodError. */
  perform(input: RestInput): object | string;
}

export interface RestJsonService {
  readonly operations: Readonly<Record<string, RestOperation>>;
  /** HTTP status by error; 400 for others. */
  readonly statuses: Readonly<Record<string, number>>;
  /** What it calls a bad input. Default `ValidationException`. */
  readonly validation?: string;
  /** What it calls "our fault". Default `InternalServerException`. */
  readonly serverError?: string;
}

/** The AWS REST JSON 1 protocol: a path for each operation, errors named in the `x-amzn-ErrorType` header. */
export function restJson(service: RestJsonService): Service {
  const { operations, statuses, validation = 'ValidationException', serverError = 'InternalServerException' } = service;
  const refuse = (code: string, message: string, members: object = {}): EmulatorResponse =>
    reply(statuses[code] ?? 400, { 'x-amzn-errortype': code }, { message, ...members });
  const find = ({ method, path }: EmulatorRequest) =>
    Object.entries(operations).find(([, operation]) => operation.method === method && operation.path.test(path));
  return {
    operationOf: (request) => find(request)?.[0] ?? '',
    answer(request) {
      try {
        const [, operation] = find(request) ?? [];
        if (operation === undefined)
          throw new AwsError('UnknownOperationException', 'The emulator has no such operation.');
        return reply(200, {}, perform(operation, request));
      } catch (error) {
        if (error instanceof AwsError) return refuse(error.code, error.message, error.members);
        if (error instanceof z.ZodError) return refuse(validation, z.prettifyError(error));
        throw error;
      }
    },
    failure: (kind) =>
      kind === 'throttle'
        ? refuse('ThrottlingException', 'Too many requests, please wait before trying again.')
        : reply(500, { 'x-amzn-errortype': serverError }, { message: 'The service failed; try again.' }),
  };
}

function perform(operation: RestOperation, { body, path, headers }: EmulatorRequest): object | string {
  if (!headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) {
    throw new AwsError('AccessDeniedException', 'The request is not signed.');
  }
  const groups = Object.entries(operation.path.exec(path)?.groups ?? {});
  return operation.perform({
    body,
    path: Object.fromEntries(groups.map(([name, value]) => [name, decodeURIComponent(value)])),
    header: (name) => [headers[name]].flat()[0],
  });
}

/** @throws ZodError for a body that is no JSON or not of the schema */
export function parseBody<T>(schema: z.ZodType<T>, body: string): T {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue('The body is no JSON.');
        return z.NEVER;
      }
    })
    .pipe(schema)
    .parse(body);
}

function reply(status: number, headers: Readonly<Record<string, string>>, body: object | string): EmulatorResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: text };
}
