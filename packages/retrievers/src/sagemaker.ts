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
export type { ReportingReranker, Reranked, RerankOptions } from './rerank/model-rerank.ts';
export type { PlacedScore } from './rerank/score-batches.ts';
export type { TruncateTokens } from './rerank/truncate-tokens.ts';
export type { EmbeddingFormat, EmbeddingFormatName } from './sagemaker/embedding-formats.ts';
export { SageMakerEmbeddings, type SageMakerEmbeddingsInput } from './sagemaker/embeddings.ts';
export type { InvokeEndpointSender, SageMakerEndpoint } from './sagemaker/endpoint.ts';
export type { RerankFormat, RerankFormatName } from './sagemaker/rerank-formats.ts';
export { SageMakerReranker, type SageMakerRerankerInput } from './sagemaker/reranker.ts';
