import { z } from 'zod';
import { AwsError } from '../lib/aws-json.ts';
import { restJson } from '../lib/rest-json.ts';
import { type Emulator, type StartOptions, startServer } from '../lib/server.ts';
import { type Container, ContainerError } from './models.ts';

export interface SageMakerRuntimeOptions extends StartOptions {
  /** What is behind each endpoint. */
  readonly endpoints: Readonly<Record<string, Container>>;
}

/** Status of each error: docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html#…-Errors */
const STATUSES = {
  InternalDependencyException: 530,
  ModelError: 424,
  ModelNotReadyException: 429,
  ServiceUnavailable: 503,
  UnknownOperationException: 404,
  ValidationError: 400,
};

/** Starts `InvokeEndpoint` of Amazon SageMaker's runtime. */
export function start(options: SageMakerRuntimeOptions): Promise<Emulator> {
  const { endpoints } = options;
  const service = restJson({
    statuses: STATUSES,
    validation: 'ValidationError',
    serverError: 'InternalFailure',
    operations: {
      InvokeEndpoint: {
        method: 'POST',
        path: /^\/endpoints\/(?<name>[^/?]+)\/invocations$/,
        perform({ body, path: { name = '' }, header }) {
          const container = Object.hasOwn(endpoints, name) ? endpoints[name] : undefined;
          if (container === undefined)
            throw new AwsError('ValidationError', `Endpoint ${name} of account 000000000000 not found.`);
          return invoke(container, body, header('x-amzn-sagemaker-target-model'));
        },
      },
    },
  });
  return startServer(service, options);
}

/** What a container says of an error comes in the members of a `ModelError`. */
function invoke(container: Container, body: string, targetModel: string | undefined): object {
  try {
    return container(body, { targetModel });
  } catch (error) {
    const failed =
      error instanceof z.ZodError
        ? new ContainerError(422, { error: z.prettifyError(error), error_type: 'Validation' })
        : error;
    if (!(failed instanceof ContainerError)) throw failed;
    throw new AwsError(
      'ModelError',
      `Received client error (${failed.status}) from primary with message "${failed.message}".`,
      {
        OriginalStatusCode: failed.status,
        OriginalMessage: failed.message,
        LogStreamArn: 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/sagemaker/Endpoints',
      },
    );
  }
}
