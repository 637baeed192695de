import type { DocumentInterface } from '@langchain/core/documents';
import { BaseDocumentCompressor } from '@langchain/core/retrievers/document_compressors';
import { type ReportingReranker, type Reranked, type RerankOptions, rerankByModel } from '../rerank/model-rerank.ts';
import { inOrder, scoreBatches } from '../rerank/score-batches.ts';
import { type TruncateTokens, truncateByEstimate } from '../rerank/truncate-tokens.ts';
import { invokeEndpoint, type SageMakerEndpoint } from './endpoint.ts';
import { type RerankFormat, type RerankFormatName, rerankFormat } from './rerank-formats.ts';

export interface SageMakerRerankerInput extends SageMakerEndpoint {
  /** What the model is called and its version, for the audit record. Default: the endpoint's name. */
  identity?: string;
  /** What the container speaks, by name or as an object of your own. Default `tei`. */
  format?: RerankFormatName | RerankFormat;
  /** How many documents are kept. Default 10. */
  k?: number;
  /** Milliseconds until the order of retrieval stands. Default 1000; Infinity: any time. */
  timeoutMs?: number;
  /** Tokens of a document, and of the question, that are sent. Default 512, the length of most cross-encoders. */
  maxTokens?: number;
  /** Cuts to so many tokens. Default: by an estimate, which needs no vocabulary. */
  truncate?: TruncateTokens;
  /** Documents of one call. Default 32, what Text Embeddings Inference takes. */
  batchSize?: number;
  /** Calls under way at once. Default 4. */
  maxConcurrency?: number;
}

/**
 * Puts the passages that answer first, by a cross-encoder on a SageMaker endpoint. When it is late or fails in a way that
 * may pass, the order of retrieval stands: `rerank` says so in a finding, and each document in `rerankFallback`.
 *
 * @throws ServiceAccessError, ServiceRequestError, ServiceResponseError for what no retry mends
 *
 * @example
 * const reranker = new SageMakerReranker({ client: new SageMakerRuntimeClient({}), endpointName: 'bge-reranker' });
 * const { documents, findings } = await reranker.rerank(candidates, question, { deadline: context.deadline });
 */
export class SageMakerReranker extends BaseDocumentCompressor implements ReportingReranker {
  readonly reportsFindings = true;
  /** For the audit record. */
  readonly identity: string;
  readonly #input: SageMakerRerankerInput;
  readonly #format: RerankFormat;
  readonly #truncate: TruncateTokens;

  constructor(input: SageMakerRerankerInput) {
    super();
    const { format = 'tei', truncate = truncateByEstimate, identity = `sagemaker/${input.endpointName}` } = input;
    this.#input = input;
    this.#format = typeof format === 'string' ? rerankFormat(format) : format;
    this.#truncate = truncate;
    this.identity = identity;
  }

  override async compressDocuments(documents: DocumentInterface[], query: string): Promise<DocumentInterface[]> {
    return (await this.rerank(documents, query)).documents;
  }

  async rerank(
    documents: readonly DocumentInterface[],
    question: string,
    options: RerankOptions = {},
  ): Promise<Reranked> {
    const { k = 10, timeoutMs = 1000, maxTokens = 512, batchSize = 32, maxConcurrency = 4 } = this.#input;
    const settings = {
      name: 'SageMakerReranker',
      k,
      timeoutMs,
      score: async (asked: string, texts: readonly string[], signal: AbortSignal | undefined) => {
        const cut = (text: string) => this.#truncate(text, maxTokens);
        const query = cut(asked);
        return await scoreBatches(texts.map(cut), { batchSize, maxConcurrency, signal }, (batch, ending) =>
          this.#score(query, batch, ending),
        );
      },
    };
    return await rerankByModel(settings, { documents, question, options });
  }

  async #score(query: string, texts: readonly string[], signal: AbortSignal): Promise<number[]> {
    const { encode, answer } = this.#format;
    const placed = await invokeEndpoint(this.#input, { body: encode(query, texts), answer, signal });
    return inOrder(this.identity, placed, texts.length);
  }
}
