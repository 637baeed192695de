export type { SendOptions } from './aws/call-service.ts';
export {
  ServiceAccessError,
  ServiceRequestError,
  ServiceResponseError,
  ServiceThrottledError,
  ServiceUnavailableError,
} from './aws/errors.ts';
export { BedrockEmbeddings, type BedrockEmbeddingsInput, type InvokeModelSender } from './bedrock/embeddings.ts';
export {
  KNOWLEDGE_BASE_FIELDS,
  type KnowledgeBaseAttributeOptions,
  type KnowledgeBaseAttributes,
  knowledgeBaseAttributes,
} from './bedrock/fields.ts';
export { type KnowledgeBaseLimits, knowledgeBaseFilter } from './bedrock/filter.ts';
export {
  type BedrockModelConfiguration,
  BedrockReranker,
  type BedrockRerankerInput,
  type RerankSender,
} from './bedrock/reranker.ts';
export {
  KnowledgeBaseRetriever,
  type KnowledgeBaseRetrieverInput,
  type RetrieveSender,
} from './bedrock/retriever.ts';
export type { EmbedOptions } from './embeddings/embed-batches.ts';
export type { IdentifiedEmbeddings } from './embeddings/hashed-ngram-embeddings.ts';
export { EmbeddingDimensionError } from './embeddings/vectors.ts';
export type { AttributeField, AttributeFields, AttributeKind } from './filter/attribute-field.ts';
export type { CompiledFilter } from './filter/attribute-filter.ts';
export type { ReportingReranker, Reranked, RerankOptions } from './rerank/model-rerank.ts';
export type { TruncateTokens } from './rerank/truncate-tokens.ts';
export type { ContextualConfig } from './retrieval/run-retrieval.ts';
