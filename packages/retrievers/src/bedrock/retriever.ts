import type {
  RetrieveCommand,
  RetrieveCommandInput,
  RetrieveCommandOutput,
} from '@aws-sdk/client-bedrock-agent-runtime';
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers';
import {
  type Filter,
  type Retrieval as Found,
  InvalidInputError,
  type Passage,
  type PassageMetadata,
  type ReportingRetriever,
  type RequestContext,
} from '@plumbline/core';
import { callService, type SendOptions } from '../aws/call-service.ts';
import type { AttributeFields } from '../filter/attribute-field.ts';
import { collectChecked, passageCheck, searchFindings, wholeFilter } from '../filter/checked-search.ts';
import { loadOptional } from '../ingest/loaders/load-optional.ts';
import { type ContextualConfig, type Retrieval, runReporting } from '../retrieval/run-retrieval.ts';
import { shorten } from '../retrieval/shorten.ts';
import { KNOWLEDGE_BASE_FIELDS } from './fields.ts';
import { type KnowledgeBaseLimits, knowledgeBaseFilter } from './filter.ts';
import { knowledgeBasePassage } from './passage.ts';

/** The part of a `BedrockAgentRuntimeClient` that retrieves. */
export interface RetrieveSender {
  send(command: RetrieveCommand, options?: SendOptions): Promise<RetrieveCommandOutput>;
}

export interface KnowledgeBaseRetrieverInput extends BaseRetrieverInput {
  /** A `BedrockAgentRuntimeClient`; its `maxAttempts` bounds the retries. */
  client: RetrieveSender;
  knowledgeBaseId: string;
  /** Passages to return, 1 to 100. Default 10. */
  k?: number;
  /** A condition on metadata, beside the access of the caller. */
  filter?: Filter;
  /** Attributes of the documents by field of metadata. Default {@link KNOWLEDGE_BASE_FIELDS}. */
  fields?: AttributeFields;
  /** Default: what the knowledge base decides. `HYBRID` needs a store that has it. */
  searchType?: 'HYBRID' | 'SEMANTIC';
  /** How large a filter the vector store takes. */
  filterLimits?: KnowledgeBaseLimits;
  /** The user's id to access lists that the knowledge base keeps itself. Default: none is told. */
  userId?: (context: RequestContext) => string;
}

/** docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_KnowledgeBaseVectorSearchConfiguration.html */
const MAX_RESULTS = 100;
/** docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_KnowledgeBaseQuery.html */
const MAX_CHARACTERS = 1000;

/**
 * Retrieves passages from a Bedrock knowledge base (`Retrieve`): `invoke(question, { context })`, where `context` is a
 * `RequestContext`. `score` is the knowledge base's own.
 *
 * Access is asked for by the labels of each document (`classification`, `acl`, as `knowledgeBaseAttributes` writes them)
 * within the query, and checked again here; so a filter the store cannot express costs recall within the first 100
 * results and never shows more.
 *
 * @throws MissingContextError when the config has no valid context
 * @throws UnsupportedFilterError when the filter names a field that is no attribute
 * @throws ServiceThrottledError (`retryable`), ServiceUnavailableError (`retryable`), ServiceAccessError,
 *   ServiceRequestError, ServiceResponseError
 *
 * @example
 * const retriever = new KnowledgeBaseRetriever({ client: new BedrockAgentRuntimeClient({}), knowledgeBaseId });
 * const passages = await retriever.invoke('What is our policy on cash?', { context });
 */
export class KnowledgeBaseRetriever extends BaseRetriever<PassageMetadata> implements ReportingRetriever {
  static override lc_name(): string {
    return 'KnowledgeBaseRetriever';
  }

  lc_namespace = ['plumbline', 'retrievers', 'bedrock'];
  readonly reportsFindings = true;
  readonly #input: KnowledgeBaseRetrieverInput;
  readonly #k: number;

  constructor(input: KnowledgeBaseRetrieverInput) {
    super(input);
    this.#input = input;
    this.#k = input.k ?? 10;
    if (!Number.isInteger(this.#k) || this.#k < 1 || this.#k > MAX_RESULTS) {
      throw new InvalidInputError(
        `k of KnowledgeBaseRetriever is ${this.#k}: it returns 1 to ${MAX_RESULTS} passages.`,
      );
    }
  }

  override async invoke(question: string, options?: ContextualConfig): Promise<Passage[]> {
    return (await this.retrieve(question, options)).documents;
  }

  /** Like `invoke`, with a `warn` finding when there may be more than the service gave. */
  async retrieve(question: string, options?: ContextualConfig): Promise<Found> {
    return await runReporting(this, { question, options }, (retrieval) => this.#search(retrieval));
  }

  async #search({ question, context, signal }: Retrieval): Promise<Found> {
    const { filter, fields = KNOWLEDGE_BASE_FIELDS, filterLimits } = this.#input;
    const whole = wholeFilter(context, filter);
    const { sent, exact, nothing } = knowledgeBaseFilter(whole, fields, filterLimits);
    if (nothing || question.trim() === '') return { documents: [], findings: [] };
    // What is widened loses results in the check: all that may be had are then asked for.
    const query = this.#query(question, context, { filter: sent, numberOfResults: exact ? this.#k : MAX_RESULTS });
    let nextToken: string | undefined;
    let seen = 0;
    const search = await collectChecked(this.#k, passageCheck(context, whole), async () => {
      const page = await this.#retrieve({ ...query, ...(nextToken === undefined ? {} : { nextToken }) }, signal);
      const { retrievalResults = [] } = page;
      nextToken = page.nextToken;
      seen += retrievalResults.length;
      const passages = retrievalResults.flatMap((result) => knowledgeBasePassage(result, fields) ?? []);
      return { passages, more: nextToken !== undefined && retrievalResults.length > 0 && seen < MAX_RESULTS };
    });
    const limits = { k: this.#k, limit: MAX_RESULTS, exact };
    return { documents: search.documents, findings: searchFindings(this.getName(), search, limits) };
  }

  #query(
    question: string,
    context: RequestContext,
    search: { filter: ReturnType<typeof knowledgeBaseFilter>['sent']; numberOfResults: number },
  ): RetrieveCommandInput {
    const { knowledgeBaseId, searchType, userId } = this.#input;
    const { filter, numberOfResults } = search;
    return {
      knowledgeBaseId,
      retrievalQuery: { text: shorten(question.toWellFormed(), MAX_CHARACTERS) },
      retrievalConfiguration: {
        vectorSearchConfiguration: {
          numberOfResults,
          ...(filter === undefined ? {} : { filter }),
          ...(searchType === undefined ? {} : { overrideSearchType: searchType }),
        },
      },
      ...(userId === undefined ? {} : { userContext: { userId: userId(context) } }),
    };
  }

  async #retrieve(query: RetrieveCommandInput, signal: AbortSignal | undefined): Promise<RetrieveCommandOutput> {
    const { RetrieveCommand } = await loadOptional(
      () => import('@aws-sdk/client-bedrock-agent-runtime'),
      'KnowledgeBaseRetriever',
      '@aws-sdk/client-bedrock-agent-runtime',
    );
    return await callService('The knowledge base', signal, (options) =>
      this.#input.client.send(new RetrieveCommand(query), options),
    );
  }
}
