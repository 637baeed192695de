import type { RerankCommand, RerankCommandInput, RerankCommandOutput } from '@aws-sdk/client-bedrock-agent-runtime';
import type { DocumentInterface } from '@langchain/core/documents';
import { BaseDocumentCompressor } from '@langchain/core/retrievers/document_compressors';
import { callService, type SendOptions } from '../aws/call-service.ts';
import { ServiceResponseError } from '../aws/errors.ts';
import { loadOptional } from '../ingest/loaders/load-optional.ts';
import { type ReportingReranker, type Reranked, type RerankOptions, rerankByModel } from '../rerank/model-rerank.ts';
import { inOrder, type PlacedScore, scoreBatches } from '../rerank/score-batches.ts';
import { type TruncateTokens, truncateByEstimate } from '../rerank/truncate-tokens.ts';

/** The part of a `BedrockAgentRuntimeClient` that reranks. */
export interface RerankSender {
  send(command: RerankCommand, options?: SendOptions): Promise<RerankCommandOutput>;
}

export interface BedrockRerankerInput {
  /** A `BedrockAgentRuntimeClient`; its `maxAttempts` bounds the retries. */
  client: RerankSender;
  /** `arn:aws:bedrock:<region>::foundation-model/amazon.rerank-v1:0` or `…/cohere.rerank-v3-5:0`. */
  modelArn: string;
  /** How many documents are kept. Default 10. */
  k?: number;
  /** Milliseconds until the order of retrieval stands. Default 1000; Infinity: any time. */
  timeoutMs?: number;
  /** Tokens of a document, and of the question, that are sent. Default 512, what Bedrock counts as one document. */
  maxTokens?: number;
  /** Cuts to so many tokens. Default: by an estimate, which needs no vocabulary. */
  truncate?: TruncateTokens;
  /** Documents of one call, 1000 at most. Default 100, what Bedrock counts as one query. */
  batchSize?: number;
  /** Further settings of the model. */
  additionalModelRequestFields?: NonNullable<BedrockModelConfiguration['additionalModelRequestFields']>;
}

/** How Bedrock is told which model reranks. */
export type BedrockModelConfiguration = NonNullable<
  NonNullable<
    NonNullable<RerankCommandInput['rerankingConfiguration']>['bedrockRerankingConfiguration']
  >['modelConfiguration']
>;

const MAX_CONCURRENCY = 4;

/**
 * Puts the passages that answer first, by a reranking model of Bedrock (`Rerank`). When it is late or fails in a way that
 * may pass, the order of retrieval stands: `rerank` says so in a finding, and each document in `rerankFallback`.
 *
 * @throws ServiceAccessError, ServiceRequestError, ServiceResponseError for what no retry mends
 *
 * @example
 * const modelArn = 'arn:aws:bedrock:us-west-2::foundation-model/amazon.rerank-v1:0';
 * const reranker = new BedrockReranker({ client: new BedrockAgentRuntimeClient({}), modelArn });
 * const { documents, findings } = await reranker.rerank(candidates, question, { deadline: context.deadline });
 */
export class BedrockReranker extends BaseDocumentCompressor implements ReportingReranker {
  readonly reportsFindings = true;
  /** For the audit record. */
  readonly identity: string;
  readonly #input: BedrockRerankerInput;
  readonly #truncate: TruncateTokens;

  constructor(input: BedrockRerankerInput) {
    super();
    this.#input = input;
    this.#truncate = input.truncate ?? truncateByEstimate;
    this.identity = `bedrock/${input.modelArn.slice(input.modelArn.lastIndexOf('/') + 1)}`;
  }

  override async compressDocuments(documents: DocumentInterface[], query: string): Promise<DocumentInterface[]> {
    return (await this.rerank(documents, query)).documents;
  }

  async rerank(
    documents: readonly DocumentInterface[],
    question: string,
    options: RerankOptions = {},
  ): Promise<Reranked> {
    const { k = 10, timeoutMs = 1000, maxTokens = 512, batchSize = 100 } = this.#input;
    const settings = {
      name: 'BedrockReranker',
      k,
      timeoutMs,
      score: async (asked: string, texts: readonly string[], signal: AbortSignal | undefined) => {
        const cut = (text: string) => this.#truncate(text, maxTokens);
        const query = cut(asked);
        return await scoreBatches(
          texts.map(cut),
          { batchSize, maxConcurrency: MAX_CONCURRENCY, signal },
          (batch, ending) => this.#score(query, batch, ending),
        );
      },
    };
    return await rerankByModel(settings, { documents, question, options });
  }

  async #score(query: string, texts: readonly string[], signal: AbortSignal): Promise<number[]> {
    const { RerankCommand } = await loadOptional(
      () => import('@aws-sdk/client-bedrock-agent-runtime'),
      'BedrockReranker',
      '@aws-sdk/client-bedrock-agent-runtime',
    );
    const input = this.#request(query, texts);
    const placed: PlacedScore[] = [];
    let nextToken: string | undefined;
    do {
      const command = new RerankCommand({ ...input, ...(nextToken === undefined ? {} : { nextToken }) });
      const page = await callService(this.identity, signal, (options) => this.#input.client.send(command, options));
      for (const { index, relevanceScore } of page.results ?? []) {
        if (index === undefined || relevanceScore === undefined) {
          throw new ServiceResponseError(this.identity, 'a result has no index or no score.');
        }
        placed.push({ index, score: relevanceScore });
      }
      nextToken = page.nextToken;
    } while (nextToken !== undefined && placed.length < texts.length);
    return inOrder(this.identity, placed, texts.length);
  }

  #request(query: string, texts: readonly string[]): RerankCommandInput {
    const { modelArn, additionalModelRequestFields } = this.#input;
    return {
      queries: [{ type: 'TEXT', textQuery: { text: query } }],
      sources: texts.map((text) => ({
        type: 'INLINE',
        inlineDocumentSource: { type: 'TEXT', textDocument: { text } },
      })),
      rerankingConfiguration: {
        type: 'BEDROCK_RERANKING_MODEL',
        bedrockRerankingConfiguration: {
          numberOfResults: texts.length,
          modelConfiguration: {
            modelArn,
            ...(additionalModelRequestFields === undefined ? {} : { additionalModelRequestFields }),
          },
        },
      },
    };
  }
}
