import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers';
import type { Filter, Passage, PassageMetadata } from '@plumbline/core';
import { createQuestionAnalyser, type QuestionAnalyser } from '../analysis/question.ts';
import { DEFAULT_WEIGHTS, type ScoreWeights } from '../rerank/score-passages.ts';
import { type ContextualConfig, type Retrieval, runRetrieval } from '../retrieval/run-retrieval.ts';
import { hybridSearch } from './hybrid-search.ts';
import type { LanceIndex } from './passage-index.ts';

export interface LanceRetrieverInput extends BaseRetrieverInput {
  index: LanceIndex;
  /** Passages to return. Default 10. */
  k?: number;
  /** A condition on metadata, beside the access of the caller. */
  filter?: Filter;
  /** Hits each half of the search brings to the second scoring. Default 100. */
  candidates?: number;
  /** How the halves are joined. Default `convex`; `rrf` counts ranks alone. */
  fusion?: 'convex' | 'rrf';
  /** Weights of the halves: `bm25`, `focused` (within company and time of the question), `vector`. */
  fusionWeights?: Readonly<Record<string, number>>;
  /** Weights of the second scoring, or false to return the fused order. */
  rescore?: Partial<ScoreWeights> | false;
}

const FUSION_WEIGHTS = { bm25: 0.4, focused: 0.5, vector: 0.1 };

/**
 * Retrieves from a {@link LanceIndex} what the caller may read: `invoke(question, { context })`, where `context` is a
 * `RequestContext`. Passages dated after `context.asOf` are left out. Each passage carries `score` and `scores`.
 *
 * BM25 weighs words by how rare they are in the whole index, passages the caller may not read included; of those
 * nothing else can show, in results, scores, events or errors.
 *
 * @throws MissingContextError when the config has no valid context
 * @throws UnsupportedFilterError when the filter names a field that is no column
 *
 * @example
 * const retriever = new LanceRetriever({ index, k: 5 });
 * const passages = await retriever.invoke("What was 3M's FY2018 capital expenditure?", { context });
 */
export class LanceRetriever extends BaseRetriever<PassageMetadata> {
  static override lc_name(): string {
    return 'LanceRetriever';
  }

  lc_namespace = ['plumbline', 'retrievers', 'lancedb'];
  readonly #input: LanceRetrieverInput;
  readonly #questions: QuestionAnalyser;

  constructor(input: LanceRetrieverInput) {
    super(input);
    this.#input = input;
    this.#questions = createQuestionAnalyser(input.index.analyser);
  }

  override async invoke(question: string, options?: ContextualConfig): Promise<Passage[]> {
    return await runRetrieval(this, { question, options }, (retrieval) => this.#search(retrieval));
  }

  async #search({ question, context, signal }: Retrieval): Promise<Passage[]> {
    const {
      index,
      k = 10,
      filter,
      candidates = 100,
      fusion = 'convex',
      fusionWeights = FUSION_WEIGHTS,
      rescore,
    } = this.#input;
    return await hybridSearch(question, {
      index,
      questions: this.#questions,
      context,
      filter,
      k,
      candidates,
      fusion,
      fusionWeights,
      rescore: rescore === false ? false : { ...DEFAULT_WEIGHTS, ...rescore },
      signal,
    });
  }
}
