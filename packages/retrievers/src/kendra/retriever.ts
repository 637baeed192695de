import type { RetrieveCommand, RetrieveCommandInput, RetrieveCommandOutput } from '@aws-sdk/client-kendra';
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers';
import {
  type Filter,
  type Retrieval as Found,
  InvalidInputError,
  type Passage,
  type PassageMetadata,
  type ReportingRetriever,
} from '@plumbline/core';
import { callService, type SendOptions } from '../aws/call-service.ts';
import type { AttributeFields } from '../filter/attribute-field.ts';
import { collectChecked, passageCheck, searchFindings, wholeFilter } from '../filter/checked-search.ts';
import { loadOptional } from '../ingest/loaders/load-optional.ts';
import { type ContextualConfig, type Retrieval, runReporting } from '../retrieval/run-retrieval.ts';
import { shorten } from '../retrieval/shorten.ts';
import { entityRelevance } from './entities.ts';
import { KENDRA_FIELDS } from './fields.ts';
import { kendraFilter } from './filter.ts';
import { kendraPassage } from './passage.ts';
import { type KendraUser, kendraUserContext } from './user-context.ts';

/** The part of a `KendraClient` that is used. */
export interface KendraSender {
  send(command: RetrieveCommand, options?: SendOptions): Promise<RetrieveCommandOutput>;
}

export interface KendraRetrieverInput extends BaseRetrieverInput {
  /** A `KendraClient`; its `maxAttempts` bounds the retries. */
  client: KendraSender;
  indexId: string;
  /** Passages to return, 1 to 100. Default 10. */
  k?: number;
  /** A condition on metadata, beside the access of the caller. */
  filter?: Filter;
  /** Attributes of the index by field of metadata. Default {@link KENDRA_FIELDS}. */
  fields?: AttributeFields;
  /** Who asks, to Kendra's own access lists. Default `principal`. */
  user?: KendraUser;
  /** How much higher documents of the companies and securities of a question rank, 1 to 10; 0: not at all. Default 5. */
  entityImportance?: number;
}

/** Kendra hands out no more over all pages: API_Retrieve.html */
const MAX_RESULTS = 100;
/** Kendra reads thirty words of a query; this is far above, and below what it refuses. */
const MAX_CHARACTERS = 1000;

/**
 * Retrieves passages from an Amazon Kendra index (`Retrieve`): `invoke(question, { context })`, where `context` is a
 * `RequestContext`. Texts are as Kendra gave them; its confidence is in `confidence`, and as a number in `score`.
 *
 * Access is asked for twice: by the labels of each document (`classification`, `acl`, as `kendraAttributes` writes them)
 * within the query, and by Kendra's own access lists through the user context. Results are checked again here, so a
 * filter Kendra cannot express costs recall within the first 100 results and never shows more.
 *
 * Kendra takes no new customers since 2026-07-30. Its successors are the thesaurus of the OpenSearch retriever and, as a
 * managed service, `KnowledgeBaseRetriever` of `@plumbline/retrievers/bedrock`.
 *
 * @throws MissingContextError when the config has no valid context
 * @throws UnsupportedFilterError when the filter names a field that is no attribute
 * @throws ServiceThrottledError (`retryable`), ServiceUnavailableError (`retryable`), ServiceAccessError,
 *   ServiceRequestError, ServiceResponseError
 *
 * @example
 * const retriever = new KendraRetriever({ client: new KendraClient({}), indexId, k: 20 });
 * const passages = await retriever.invoke('What is our policy on cash?', { context });
 */
export class KendraRetriever extends BaseRetriever<PassageMetadata> implements ReportingRetriever {
  static override lc_name(): string {
    return 'KendraRetriever';
  }

  lc_namespace = ['plumbline', 'retrievers', 'kendra'];
  readonly reportsFindings = true;
  readonly #input: KendraRetrieverInput;
  readonly #k: number;

  constructor(input: KendraRetrieverInput) {
    super(input);
    this.#input = input;
    this.#k = input.k ?? 10;
    if (!Number.isInteger(this.#k) || this.#k < 1 || this.#k > MAX_RESULTS) {
      throw new InvalidInputError(`k of KendraRetriever is ${this.#k}: Kendra returns 1 to ${MAX_RESULTS} passages.`);
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
    const { indexId, filter, fields = KENDRA_FIELDS, user = 'principal', entityImportance = 5 } = this.#input;
    const whole = wholeFilter(context, filter);
    const { sent, exact, nothing } = kendraFilter(whole, fields);
    if (nothing || question.trim() === '') return { documents: [], findings: [] };
    // What is widened loses results in the check: all that Kendra has are then asked for at once.
    const pageSize = exact ? this.#k : MAX_RESULTS;
    const userContext = await kendraUserContext(user, context, signal);
    const relevance = entityImportance > 0 ? entityRelevance(question, fields, entityImportance) : [];
    const query: RetrieveCommandInput = {
      IndexId: indexId,
      QueryText: shorten(question.toWellFormed(), MAX_CHARACTERS),
      PageSize: pageSize,
      ...(sent === undefined ? {} : { AttributeFilter: sent }),
      ...(userContext === undefined ? {} : { UserContext: userContext }),
      ...(relevance.length === 0 ? {} : { DocumentRelevanceOverrideConfigurations: relevance }),
    };
    const search = await collectChecked(this.#k, passageCheck(context, whole), async (page) => {
      const { ResultItems = [], QueryId } = await this.#retrieve({ ...query, PageNumber: page + 1 }, signal);
      const passages = ResultItems.map((item, place) =>
        kendraPassage({ item, queryId: QueryId, rank: page * pageSize + place, fields }),
      );
      return { passages, more: ResultItems.length === pageSize && (page + 1) * pageSize < MAX_RESULTS };
    });
    const limits = { k: this.#k, limit: MAX_RESULTS, exact };
    return { documents: search.documents, findings: searchFindings(this.getName(), search, limits) };
  }

  async #retrieve(query: RetrieveCommandInput, signal: AbortSignal | undefined): Promise<RetrieveCommandOutput> {
    const { RetrieveCommand } = await loadOptional(
      () => import('@aws-sdk/client-kendra'),
      'KendraRetriever',
      '@aws-sdk/client-kendra',
    );
    return await callService('Kendra', signal, (options) =>
      this.#input.client.send(new RetrieveCommand(query), options),
    );
  }
}
