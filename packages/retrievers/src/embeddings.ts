export { CachedEmbeddings, type CachedEmbeddingsInput, type VectorStore } from './embeddings/cached-embeddings.ts';
export { FinanceEmbeddings, type FinanceEmbeddingsParams } from './embeddings/finance-embeddings.ts';
export { HashedNgramEmbeddings, type IdentifiedEmbeddings } from './embeddings/hashed-ngram-embeddings.ts';
