import type {
  InvokeEndpointCommand,
  InvokeEndpointCommandInput,
  InvokeEndpointCommandOutput,
} from '@aws-sdk/client-sagemaker-runtime';
import type { z } from 'zod';
import { callService, type SendOptions } from '../aws/call-service.ts';
import { parseAnswer } from '../aws/parse-answer.ts';
import { loadOptional } from '../ingest/loaders/load-optional.ts';

/** The part of a `SageMakerRuntimeClient` that is used. */
export interface InvokeEndpointSender {
  send(command: InvokeEndpointCommand, options?: SendOptions): Promise<InvokeEndpointCommandOutput>;
}

/** A model behind an endpoint. */
export interface SageMakerEndpoint {
  /** A `SageMakerRuntimeClient`; its `maxAttempts` bounds the retries. */
  client: InvokeEndpointSender;
  endpointName: string;
  /** The model of a multi-model endpoint: its artefact, relative to the endpoint's prefix (`finbert-v3.tar.gz`). */
  targetModel?: string;
  /** The variant of an endpoint with several. Default: by the endpoint's weights. */
  targetVariant?: string;
  /** The inference component of an endpoint that hosts such. */
  inferenceComponentName?: string;
}

/** Sends one body of JSON to the model and reads one back. */
export async function invokeEndpoint<T>(
  { client, endpointName, targetModel, targetVariant, inferenceComponentName }: SageMakerEndpoint,
  { body, answer, signal }: { body: object; answer: z.ZodType<T>; signal: AbortSignal | undefined },
): Promise<T> {
  const { InvokeEndpointCommand } = await loadOptional(
    () => import('@aws-sdk/client-sagemaker-runtime'),
    'A SageMaker endpoint',
    '@aws-sdk/client-sagemaker-runtime',
  );
  const input: InvokeEndpointCommandInput = {
    EndpointName: endpointName,
    ContentType: 'application/json',
    Accept: 'application/json',
    Body: new TextEncoder().encode(JSON.stringify(body)),
    ...(targetModel === undefined ? {} : { TargetModel: targetModel }),
    ...(targetVariant === undefined ? {} : { TargetVariant: targetVariant }),
    ...(inferenceComponentName === undefined ? {} : { InferenceComponentName: inferenceComponentName }),
  };
  const service = `The endpoint ${endpointName}`;
  const output = await callService(service, signal, (options) =>
    client.send(new InvokeEndpointCommand(input), options),
  );
  return parseAnswer(service, answer, output.Body);
}
