import type { DocumentInterface } from '@langchain/core/documents';
import { BaseDocumentCompressor } from '@langchain/core/retrievers/document_compressors';
import { type ReportingReranker, type Reranked, type RerankOptions, rerankByModel } from '../rerank/model-rerank.ts';
import { chooseOutput } from './choose-output.ts';
import { OnnxModelError, type Output, openTextModel, type TextModel, type TextModelOptions } from './text-model.ts';

export interface OnnxRerankerInput extends TextModelOptions {
  /** Name and version of the model, for the audit record. */
  identity: string;
  /** The output to take. Default `logits`, else the first. */
  output?: string;
  /** How many documents are kept. Default 10. */
  k?: number;
  /** Milliseconds until the order of retrieval stands. Default 1000; Infinity: any time. */
  timeoutMs?: number;
}

/**
 * Puts the passages that answer first, by a cross-encoder of your own, run in this process by ONNX Runtime. `score` is
 * between 0 and 1: the logistic function of a model with one output, the share of the last class of one with several.
 * The model computes on the main thread; a deadline is looked at between two batches.
 *
 * @throws OnnxModelError when a run fails
 *
 * @example
 * const tokenizer = createWordPieceTokenizer({ vocabulary: await readFile('vocab.txt', 'utf8') });
 * const reranker = await OnnxReranker.open({ model: 'cross-encoder.onnx', tokenizer, identity: 'minilm-l6@2' });
 */
export class OnnxReranker extends BaseDocumentCompressor implements ReportingReranker {
  readonly reportsFindings = true;
  /** For the audit record. */
  readonly identity: string;
  readonly #model: TextModel;
  readonly #output: string;
  readonly #k: number;
  readonly #timeoutMs: number;

  private constructor(model: TextModel, { identity, output, k = 10, timeoutMs = 1000 }: OnnxRerankerInput) {
    super();
    this.identity = identity;
    this.#model = model;
    this.#output = chooseOutput(model, output, ['logits']);
    this.#k = k;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * @throws MissingDependencyError when onnxruntime-node is not installed
   * @throws OnnxModelError when the file is no model
   * @throws InvalidInputError when the model wants other inputs, or has no such output
   */
  static async open(input: OnnxRerankerInput): Promise<OnnxReranker> {
    return new OnnxReranker(await openTextModel(input), input);
  }

  override async compressDocuments(documents: DocumentInterface[], query: string): Promise<DocumentInterface[]> {
    return (await this.rerank(documents, query)).documents;
  }

  async rerank(
    documents: readonly DocumentInterface[],
    question: string,
    options: RerankOptions = {},
  ): Promise<Reranked> {
    const settings = {
      name: 'OnnxReranker',
      k: this.#k,
      timeoutMs: this.#timeoutMs,
      score: async (text: string, pairs: readonly string[], signal: AbortSignal | undefined) => {
        const inputs = pairs.map((pair) => ({ text, pair }));
        return (await this.#model.run(inputs, this.#output, signal)).flatMap(probabilities);
      },
    };
    return await rerankByModel(settings, { documents, question, options });
  }

  /** Frees the model. */
  async close(): Promise<void> {
    await this.#model.close();
  }
}

/** Of `[pairs]` or `[pairs][classes]`. */
function probabilities({ dims, data, mask }: Output): number[] {
  const [pairs, classes = 1] = dims;
  if (dims.length > 2 || pairs !== mask.length) {
    throw new OnnxModelError(`its output has the shape [${dims.join(', ')}], not [pairs, classes].`);
  }
  return mask.map((_, pair) => {
    const logits = [...data.subarray(pair * classes, (pair + 1) * classes)];
    if (!logits.every(Number.isFinite)) throw new OnnxModelError('an output is no number.');
    const last = logits.at(-1) ?? 0;
    // One output stands against 0.
    const others = logits.length === 1 ? [0] : logits.slice(0, -1);
    return 1 / (1 + others.reduce((sum, other) => sum + Math.exp(other - last), 0));
  });
}
