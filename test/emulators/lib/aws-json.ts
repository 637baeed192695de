import { z } from 'zod';
import type { EmulatorRequest, EmulatorResponse, Service } from './server.ts';

/** An error as an AWS service names it. */
export class AwsError extends Error {
  readonly code: string;
  /** Further members of the error's body. */
  readonly members: object;
  constructor(code: string, message: string, members: object = {}) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.members = members;
  }
}

export interface AwsJsonService {
  /** The first part of the `X-Amz-Target` header. */
  readonly target: string;
  /** Each takes the input as sent and gives the output, or throws an {@link AwsError}, or a ZodError for a bad input. */
  readonly operations: Readonly<Record<string, Operation>>;
}

type Operation = (input: unknown) => object | Promise<object>;

/** The AWS JSON 1.1 protocol: one path, the operation in a header, errors with `__type`. */
export function awsJson({ target, operations }: AwsJsonService): Service {
  const operationOf = ({ headers }: EmulatorRequest): string => {
    const [prefix, operation = ''] = String(headers['x-amz-target']).split('.');
    return prefix === target ? operation : '';
  };
  return {
    operationOf,
    async answer(request) {
      try {
        return reply(200, await perform(request, operations[operationOf(request)]));
      } catch (error) {
        if (error instanceof AwsError) return refuse(error.code, error.message);
        if (error instanceof z.ZodError) return refuse('ValidationException', z.prettifyError(error));
        throw error;
      }
    },
    failure: (kind) =>
      kind === 'throttle'
        ? refuse('ThrottlingException', 'Rate exceeded')
        : reply(500, { __type: 'InternalServerException', Message: 'The service failed; try again.' }),
  };
}

function perform({ headers, body }: EmulatorRequest, operation: Operation | undefined): object | Promise<object> {
  if (operation === undefined) throw new AwsError('UnknownOperationException', 'The emulator has no such operation.');
  if (!headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) {
    throw new AwsError('MissingAuthenticationTokenException', 'The request is not signed.');
  }
  return operation(parseJson(body));
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new AwsError('SerializationException', 'The body is no JSON.');
  }
}

function refuse(code: string, message: string): EmulatorResponse {
  return reply(400, { __type: code, Message: message });
}

function reply(status: number, body: object): EmulatorResponse {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
}
