import { FinanceEmbeddings, type IdentifiedEmbeddings } from '@plumbline/retrievers/embeddings';
import type { IngestConfig } from '../config.ts';
import { IngestServiceError } from '../errors.ts';

/** What the setting `embeddings` may be. */
export const EMBEDDINGS_PATTERN = /^(?:finance|bedrock(?::(?:256|512|1024))?|sagemaker:[\w-]+:[\w.-]+@[\w.-]+)$/u;

/**
 * The embeddings that the settings name: those of the package, Titan v2 on Bedrock, or a model on a SageMaker endpoint.
 *
 * @throws MissingDependencyError when the client of the service is not installed
 */
export async function openEmbeddings({ embeddings, region }: IngestConfig): Promise<IdentifiedEmbeddings> {
  const [kind, ...rest] = embeddings.split(':');
  const client = region === undefined ? {} : { region };
  if (kind === 'finance') return new FinanceEmbeddings();
  if (kind === 'bedrock') {
    const { BedrockEmbeddings } = await import('@plumbline/retrievers/bedrock');
    const { BedrockRuntimeClient } = await import('@aws-sdk/client-bedrock-runtime');
    return new BedrockEmbeddings({ client: new BedrockRuntimeClient(client), dimensions: titanDimensions(rest[0]) });
  }
  const { SageMakerEmbeddings } = await import('@plumbline/retrievers/sagemaker');
  const { SageMakerRuntimeClient } = await import('@aws-sdk/client-sagemaker-runtime');
  const [endpointName = '', model = ''] = rest;
  const [name = '', version = ''] = model.split('@');
  return new SageMakerEmbeddings({ client: new SageMakerRuntimeClient(client), endpointName, model: name, version });
}

function titanDimensions(text = '1024'): 256 | 512 | 1024 {
  const known = ([256, 512, 1024] as const).find((dimensions) => String(dimensions) === text);
  if (known !== undefined) return known;
  throw new IngestServiceError('INVALID_CONFIGURATION', `Titan v2 has no vectors of ${text} dimensions.`);
}
