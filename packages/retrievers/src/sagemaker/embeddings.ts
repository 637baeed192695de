import { Embeddings, type EmbeddingsParams } from '@langchain/core/embeddings';
import { type EmbedOptions, embedBatches } from '../embeddings/embed-batches.ts';
import type { IdentifiedEmbeddings } from '../embeddings/hashed-ngram-embeddings.ts';
import { checkVectors, scaleToUnit } from '../embeddings/vectors.ts';
import { type EmbeddingFormat, type EmbeddingFormatName, embeddingFormat } from './embedding-formats.ts';
import { invokeEndpoint, type SageMakerEndpoint } from './endpoint.ts';

export interface SageMakerEmbeddingsInput extends EmbeddingsParams, SageMakerEndpoint {
  /** What the model is called, for the identity of an index: `finbert`. */
  model: string;
  /** Its version: raise it with every training. An index of another version is built anew. */
  version: string;
  /** Length of a vector. Default 768. */
  dimensions?: number;
  /** What the container speaks, by name or as an object of your own. Default `tei`. */
  format?: EmbeddingFormatName | EmbeddingFormat;
  /** Whether vectors are scaled to length 1. Default true. */
  normalize?: boolean;
  /** Texts of one call. Default 32, what Text Embeddings Inference takes. */
  batchSize?: number;
  /** Calls under way at once. Default 4. */
  maxConcurrency?: number;
}

/**
 * Vectors of a model on a SageMaker endpoint, such as FinBERT (768 dimensions); on a multi-model endpoint the one that
 * `targetModel` names. The version is yours to state: an endpoint does not tell which model answers.
 *
 * @throws ServiceThrottledError (`retryable`), ServiceUnavailableError (`retryable`), ServiceAccessError,
 *   ServiceRequestError, ServiceResponseError
 * @throws EmbeddingDimensionError when the model gives vectors of another length
 *
 * @example
 * const client = new SageMakerRuntimeClient({});
 * const embeddings = new SageMakerEmbeddings({ client, endpointName: 'finbert', model: 'finbert', version: '3' });
 */
export class SageMakerEmbeddings extends Embeddings implements IdentifiedEmbeddings {
  readonly identity: string;
  readonly dimensions: number;
  readonly #endpoint: SageMakerEndpoint;
  readonly #format: EmbeddingFormat;
  readonly #normalize: boolean;
  readonly #batchSize: number;

  constructor(input: SageMakerEmbeddingsInput) {
    super({ maxConcurrency: 4, maxRetries: 0, ...input });
    const { model, version, dimensions = 768, format = 'tei', normalize = true, batchSize = 32 } = input;
    this.#endpoint = input;
    this.#format = typeof format === 'string' ? embeddingFormat(format) : format;
    this.#normalize = normalize;
    this.#batchSize = batchSize;
    this.dimensions = dimensions;
    this.identity = `${model}@${version}`;
  }

  override async embedDocuments(documents: string[], { signal }: EmbedOptions = {}): Promise<number[][]> {
    const options = { caller: this.caller, batchSize: this.#batchSize, signal };
    return await embedBatches(documents, options, (batch, ending) => this.#embed(batch, ending));
  }

  override async embedQuery(document: string, options?: EmbedOptions): Promise<number[]> {
    const [vector = []] = await this.embedDocuments([document], options);
    return vector;
  }

  async #embed(texts: readonly string[], signal: AbortSignal): Promise<number[][]> {
    const { encode, answer } = this.#format;
    const vectors = await invokeEndpoint(this.#endpoint, { body: encode(texts), answer, signal });
    checkVectors(vectors, { identity: this.identity, dimensions: this.dimensions, count: texts.length });
    return this.#normalize ? vectors.map(scaleToUnit) : vectors;
  }
}
