import { Embeddings, type EmbeddingsParams } from '@langchain/core/embeddings';
import type { EmbedOptions } from '../embeddings/embed-batches.ts';
import type { IdentifiedEmbeddings } from '../embeddings/hashed-ngram-embeddings.ts';
import { checkVectors, scaleToUnit } from '../embeddings/vectors.ts';
import { chooseOutput } from './choose-output.ts';
import { type Pooling, pool } from './pooling.ts';
import { openTextModel, type TextModel, type TextModelOptions } from './text-model.ts';

export interface OnnxEmbeddingsInput extends EmbeddingsParams, TextModelOptions {
  /** Name and version of the model, e.g. `finbert@3`: an index of another one is built anew. */
  identity: string;
  /** Length of a vector. */
  dimensions: number;
  /** Of vectors of tokens. Default `mean`. */
  pooling?: Pooling;
  /** The output to take. Default `sentence_embedding`, else `last_hidden_state`, else the first. */
  output?: string;
  /** Whether vectors are scaled to length 1. Default true. */
  normalize?: boolean;
}

/**
 * Vectors of an encoder of your own, run in this process by ONNX Runtime: no server. It computes on the main thread;
 * for much text give it a process of its own.
 *
 * @throws EmbeddingDimensionError when the model gives vectors of another length
 * @throws OnnxModelError when a run fails
 *
 * @example
 * const tokenizer = createWordPieceTokenizer({ vocabulary: await readFile('vocab.txt', 'utf8') });
 * const model = 'finbert.onnx';
 * const embeddings = await OnnxEmbeddings.open({ model, tokenizer, identity: 'finbert@3', dimensions: 768 });
 */
export class OnnxEmbeddings extends Embeddings implements IdentifiedEmbeddings {
  readonly identity: string;
  readonly dimensions: number;
  readonly #model: TextModel;
  readonly #output: string;
  readonly #pooling: Pooling;
  readonly #normalize: boolean;

  private constructor(model: TextModel, input: OnnxEmbeddingsInput) {
    super(input);
    const { identity, dimensions, pooling = 'mean', normalize = true, output } = input;
    this.identity = identity;
    this.dimensions = dimensions;
    this.#model = model;
    this.#pooling = pooling;
    this.#normalize = normalize;
    this.#output = chooseOutput(model, output, ['sentence_embedding', 'last_hidden_state']);
  }

  /**
   * @throws MissingDependencyError when onnxruntime-node is not installed
   * @throws OnnxModelError when the file is no model
   * @throws InvalidInputError when the model wants other inputs, or has no such output
   */
  static async open(input: OnnxEmbeddingsInput): Promise<OnnxEmbeddings> {
    return new OnnxEmbeddings(await openTextModel(input), input);
  }

  override async embedDocuments(documents: string[], { signal }: EmbedOptions = {}): Promise<number[][]> {
    const inputs = documents.map((text) => ({ text }));
    const outputs = await this.#model.run(inputs, this.#output, signal);
    const vectors = outputs.flatMap((output) => pool(output, this.#pooling));
    checkVectors(vectors, { identity: this.identity, dimensions: this.dimensions, count: documents.length });
    return this.#normalize ? vectors.map(scaleToUnit) : vectors;
  }

  override async embedQuery(document: string, options?: EmbedOptions): Promise<number[]> {
    const [vector = []] = await this.embedDocuments([document], options);
    return vector;
  }

  /** Frees the model. */
  async close(): Promise<void> {
    await this.#model.close();
  }
}
