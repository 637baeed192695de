export type { SendOptions } from './aws/call-service.ts';
export {
  ServiceAccessError,
  ServiceRequestError,
  ServiceResponseError,
  ServiceThrottledError,
  ServiceUnavailableError,
} from './aws/errors.ts';
export type { EmbedOptions } from './embeddings/embed-batches.ts';
export type { IdentifiedEmbeddings } from './embeddings/hashed-ngram-embeddings.ts';
export { EmbeddingDimensionError } from './embeddings/vectors.ts';
export type { EmbeddingFormat, EmbeddingFormatName } from './sagemaker/embedding-formats.ts';
export { SageMakerEmbeddings, type SageMakerEmbeddingsInput } from './sagemaker/embeddings.ts';
export type { InvokeEndpointSender, SageMakerEndpoint } from './sagemaker/endpoint.ts';
