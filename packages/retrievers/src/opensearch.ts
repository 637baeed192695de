export {
  ServiceAccessError,
  ServiceRequestError,
  ServiceResponseError,
  ServiceThrottledError,
  ServiceUnavailableError,
} from './aws/errors.ts';
export type { NamedEmbeddings } from './embeddings/embeddings-identity.ts';
export type { FusionChoice } from './fusion/fuse-lists.ts';
export type { BulkOptions } from './opensearch/bulk.ts';
export type { Call, CallOptions, RetryPolicy } from './opensearch/call.ts';
export {
  type AwsCredentials,
  createSearchClient,
  type SearchAuth,
  type SearchClient,
  type SearchClientOptions,
  type SearchRequest,
  type SearchRequestOptions,
  type SearchResponse,
} from './opensearch/client.ts';
export type { CopyOptions } from './opensearch/copy-on-server.ts';
export { type DeadLetter, type DeadLetters, fileDeadLetters } from './opensearch/dead-letters.ts';
export { documentTypeIndexes } from './opensearch/document-type-indexes.ts';
export {
  CLIENT_PORTFOLIOS,
  DOCUMENT_TYPES,
  type DocumentType,
  type FieldKind,
  REGULATORY_FILINGS,
  RESEARCH_REPORTS,
} from './opensearch/document-types.ts';
export { BulkWriteError, IndexMissingError, SearchIndexMismatchError } from './opensearch/errors.ts';
export { openSearchFilter, type QueryClause } from './opensearch/filter.ts';
export type { HybridSearchResult } from './opensearch/hybrid-search.ts';
export type { SearchIndexIdentity } from './opensearch/identity.ts';
export { OpenSearchIndex, type OpenSearchIndexOptions } from './opensearch/passage-index.ts';
export type { ReindexOptions, ReindexReport } from './opensearch/reindex.ts';
export { OpenSearchRetriever, type OpenSearchRetrieverInput } from './opensearch/retriever.ts';
export {
  type IndexBodyOptions,
  type IndexShape,
  indexBody,
  indexTemplate,
  type VectorSettings,
} from './opensearch/schema.ts';
export type { SearchIndexStats } from './opensearch/stats.ts';
export { financeThesaurus, parseThesaurus, synonymLines, type Thesaurus } from './opensearch/thesaurus.ts';
export type { ContextualConfig } from './retrieval/run-retrieval.ts';
