import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers';
import type { Filter, Finding, Passage, PassageMetadata, ReportingRetriever } from '@plumbline/core';
import { ServiceUnavailableError } from '../aws/errors.ts';
import type { FusionChoice } from '../fusion/fuse-lists.ts';
import { type ContextualConfig, type Retrieval, runReporting } from '../retrieval/run-retrieval.ts';
import { type Ask, createAsk } from './ask.ts';
import { askTogether } from './ask-together.ts';
import { type HybridSearchResult, hybridSearch } from './hybrid-search.ts';
import type { OpenSearchIndex } from './passage-index.ts';
import { fusionPipeline } from './search-bodies.ts';

export interface OpenSearchRetrieverInput extends BaseRetrieverInput {
  index: OpenSearchIndex;
  /** Passages to return. Default 10. */
  k?: number;
  /** A condition on metadata, beside the access of the caller. */
  filter?: Filter;
  /** Hits each half of the search brings. Default 100. */
  candidates?: number;
  /** How the halves are joined. Default convex: `bm25` 0.7, `vector` 0.3. */
  fusion?: FusionChoice;
  /**
   * Where the halves are joined: by the cluster in one hybrid query with a search pipeline, or here, from two searches of
   * one request. Results have the same form. Default `client`: the cluster (2.19) counts ranks for `rrf` within each shard,
   * and takes the lowest score found for the zero of convex fusion.
   */
  fuseAt?: 'server' | 'client';
  /** How much the words of the thesaurus count beside those of the question; 0 leaves them out. Default 0.3. */
  synonymWeight?: number;
  /** What a passage dated as the question asks gains, in BM25; a reranker weighs time too. Default 2. */
  periodWeight?: number;
  /** Milliseconds the shards have for a search; less when the deadline of the context is nearer. Default 5,000. */
  timeoutMs?: number;
  /** `refuse` fails when a shard did not answer; `report` returns what there is with a finding. Default `report`. */
  partial?: 'report' | 'refuse';
  /** Hears of every finding, also of those of `invoke`, which cannot return them. */
  onFinding?: (finding: Finding) => void;
  /** Searches of one request when several questions are asked at the same time. Default 1: each by itself. */
  batchSize?: number;
}

const FUSION: FusionChoice = { method: 'convex', weights: { bm25: 0.7, vector: 0.3 }, minimum: { bm25: 0 } };

/**
 * Retrieves from an {@link OpenSearchIndex} what the caller may read: `invoke(question, { context })`, where `context` is
 * a `RequestContext`; the access filter is part of each query. Passages dated after `context.asOf` are left out. Each
 * passage carries `score` and `scores`: `bm25` and `bm25Rank`, `vector` (the cosine) and `vectorRank` where a half found
 * it, and the fused score by the name of the fusion.
 *
 * BM25 weighs words by how rare they are in a shard, passages the caller may not read included; of those nothing else
 * can show, in results, scores, events or errors.
 *
 * @throws MissingContextError when the config has no valid context
 * @throws UnsupportedFilterError when the filter names a field the index does not have
 * @throws IndexMissingError, ServiceAccessError, ServiceThrottledError, ServiceUnavailableError
 *
 * @example
 * const retriever = new OpenSearchRetriever({ index, k: 20 });
 * const passages = await retriever.invoke("What was 3M's FY2018 capital expenditure?", { context });
 */
export class OpenSearchRetriever extends BaseRetriever<PassageMetadata> implements ReportingRetriever {
  static override lc_name(): string {
    return 'OpenSearchRetriever';
  }

  lc_namespace = ['plumbline', 'retrievers', 'opensearch'];
  readonly reportsFindings = true;
  readonly #input: OpenSearchRetrieverInput;
  readonly #ask: Ask;

  constructor(input: OpenSearchRetrieverInput) {
    super(input);
    const { index, fuseAt, fusion = FUSION, batchSize = 1 } = input;
    // Refuses here, not with the first question, what the cluster cannot fuse.
    if (fuseAt === 'server') fusionPipeline(fusion);
    this.#input = input;
    const ask = createAsk(index.call, index.alias);
    this.#ask = batchSize > 1 ? askTogether(ask, batchSize) : ask;
  }

  override async invoke(question: string, options?: ContextualConfig): Promise<Passage[]> {
    return (await this.retrieve(question, options)).documents;
  }

  /** Like `invoke`, with what is to be known of it: shards that did not answer, a question that was cut. */
  async retrieve(question: string, options?: ContextualConfig): Promise<HybridSearchResult> {
    return await runReporting(this, { question, options }, async (retrieval) => {
      const found = await this.#search(retrieval);
      const { onFinding, partial } = this.#input;
      for (const finding of found.findings) onFinding?.(finding);
      const gap = found.findings.find(({ severity }) => severity === 'warn');
      if (partial === 'refuse' && gap !== undefined) throw new ServiceUnavailableError('OpenSearch', gap.message);
      return found;
    });
  }

  async #search({ question, context, signal }: Retrieval): Promise<HybridSearchResult> {
    const {
      index,
      k = 10,
      filter,
      candidates = 100,
      fusion = FUSION,
      fuseAt = 'client',
      synonymWeight = 0.3,
      periodWeight = 2,
      timeoutMs = 5_000,
    } = this.#input;
    const left = context.deadline === undefined ? timeoutMs : Math.max(1, context.deadline - Date.now());
    return await hybridSearch(question, {
      index,
      ask: this.#ask,
      context,
      filter,
      k,
      candidates: Math.max(k, candidates),
      fusion,
      fuseAt,
      synonymWeight,
      periodWeight,
      timeoutMs: Math.min(timeoutMs, left),
      signal,
    });
  }
}
