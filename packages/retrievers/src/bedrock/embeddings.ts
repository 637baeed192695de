import type { InvokeModelCommand, InvokeModelCommandOutput } from '@aws-sdk/client-bedrock-runtime';
import { Embeddings, type EmbeddingsParams } from '@langchain/core/embeddings';
import { z } from 'zod';
import { callService, type SendOptions } from '../aws/call-service.ts';
import { parseAnswer } from '../aws/parse-answer.ts';
import { type EmbedOptions, embedBatches } from '../embeddings/embed-batches.ts';
import type { IdentifiedEmbeddings } from '../embeddings/hashed-ngram-embeddings.ts';
import { checkVectors } from '../embeddings/vectors.ts';
import { loadOptional } from '../ingest/loaders/load-optional.ts';
import { shorten } from '../retrieval/shorten.ts';

/** The part of a `BedrockRuntimeClient` that is used. */
export interface InvokeModelSender {
  send(command: InvokeModelCommand, options?: SendOptions): Promise<InvokeModelCommandOutput>;
}

export interface BedrockEmbeddingsInput extends EmbeddingsParams {
  /** A `BedrockRuntimeClient`; its `maxAttempts` bounds the retries. */
  client: InvokeModelSender;
  /** Id or ARN of a Titan Text Embeddings V2. Default `amazon.titan-embed-text-v2:0`. */
  model?: string;
  /** Length of a vector. Default 1024. */
  dimensions?: 1024 | 512 | 256;
  /** Whether vectors are of length 1. Default true. */
  normalize?: boolean;
  /** Calls under way at once; each embeds one text. Default 8. */
  maxConcurrency?: number;
}

const MODEL = 'amazon.titan-embed-text-v2:0';
/** Titan takes 50,000 characters and 8,192 tokens: docs.aws.amazon.com/bedrock/latest/userguide/titan-embedding-models.html */
const MAX_CHARACTERS = 50_000;

const answerSchema = z.object({ embedding: z.array(z.number()) });

/**
 * Vectors of Amazon Titan Text Embeddings V2 on Bedrock, one call for each text. Texts beyond 50,000 characters are cut;
 * one within them of more than 8,192 tokens is a ServiceRequestError. A text that occurs twice is embedded once.
 *
 * @throws ServiceThrottledError (`retryable`), ServiceUnavailableError (`retryable`), ServiceAccessError,
 *   ServiceRequestError, ServiceResponseError
 * @throws EmbeddingDimensionError when the model gives vectors of another length
 *
 * @example
 * const embeddings = new BedrockEmbeddings({ client: new BedrockRuntimeClient({}), dimensions: 512 });
 */
export class BedrockEmbeddings extends Embeddings implements IdentifiedEmbeddings {
  readonly identity: string;
  readonly dimensions: number;
  readonly #client: InvokeModelSender;
  readonly #model: string;
  readonly #normalize: boolean;

  constructor({ client, model = MODEL, dimensions = 1024, normalize = true, ...params }: BedrockEmbeddingsInput) {
    super({ maxConcurrency: 8, maxRetries: 0, ...params });
    this.#client = client;
    this.#model = model;
    this.#normalize = normalize;
    this.dimensions = dimensions;
    this.identity = `bedrock/${model}${normalize ? '' : '/not-normalized'}`;
  }

  override async embedDocuments(documents: string[], { signal }: EmbedOptions = {}): Promise<number[][]> {
    return await embedBatches(documents, { caller: this.caller, batchSize: 1, signal }, async ([text = ''], ending) => [
      await this.#embed(text, ending),
    ]);
  }

  override async embedQuery(document: string, options?: EmbedOptions): Promise<number[]> {
    const [vector = []] = await this.embedDocuments([document], options);
    return vector;
  }

  async #embed(text: string, signal: AbortSignal): Promise<number[]> {
    const { InvokeModelCommand } = await loadOptional(
      () => import('@aws-sdk/client-bedrock-runtime'),
      'BedrockEmbeddings',
      '@aws-sdk/client-bedrock-runtime',
    );
    const command = new InvokeModelCommand({
      modelId: this.#model,
      contentType: 'application/json',
      accept: 'application/json',
      body: JSON.stringify({
        inputText: shorten(text, MAX_CHARACTERS),
        dimensions: this.dimensions,
        normalize: this.#normalize,
      }),
    });
    const { body } = await callService(this.identity, signal, (options) => this.#client.send(command, options));
    const { embedding } = parseAnswer(this.identity, answerSchema, body);
    checkVectors([embedding], { identity: this.identity, dimensions: this.dimensions, count: 1 });
    return embedding;
  }
}
