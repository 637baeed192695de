import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { InvalidInputError } from '@plumbline/core';
import type { IdentifiedEmbeddings } from './hashed-ngram-embeddings.ts';

export interface NamedEmbeddings {
  /** What makes vectors. */
  readonly embeddings: EmbeddingsInterface | IdentifiedEmbeddings;
  /** Name and version of the embeddings. Default: the `identity` the embeddings carry. */
  readonly embeddingsIdentity?: string | undefined;
}

/**
 * Name and length of vectors; embeddings that do not say their length make one vector for it.
 *
 * @throws InvalidInputError when nobody says their name
 */
export async function identifyEmbeddings({
  embeddings,
  embeddingsIdentity,
}: NamedEmbeddings): Promise<{ embeddings: string; dimensions: number }> {
  const name = embeddingsIdentity ?? ('identity' in embeddings ? embeddings.identity : undefined);
  if (name === undefined) {
    throw new InvalidInputError(
      'These embeddings carry no identity: pass embeddingsIdentity, e.g. "titan-v2@1", so that an index is never searched with other vectors than its own.',
    );
  }
  const dimensions = 'dimensions' in embeddings ? embeddings.dimensions : (await embeddings.embedQuery('size')).length;
  return { embeddings: name, dimensions };
}
