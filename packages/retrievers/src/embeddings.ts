export { HashedNgramEmbeddings, type IdentifiedEmbeddings } from './embeddings/hashed-ngram-embeddings.ts';
