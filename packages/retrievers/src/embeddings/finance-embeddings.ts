import { setImmediate } from 'node:timers/promises';
import { Embeddings, type EmbeddingsParams } from '@langchain/core/embeddings';
import shipped from '@plumbline/retrievers/data/finance-embeddings.json' with { type: 'json' };
import { createAnalyser } from '../analysis/analyser.ts';
import { embedTokens } from './embed-tokens.ts';
import { type FinanceModel, readFinanceModel } from './finance-model.ts';
import { createFinanceTokeniser, type FinanceTokeniser } from './finance-tokens.ts';
import type { IdentifiedEmbeddings } from './hashed-ngram-embeddings.ts';

export interface FinanceEmbeddingsParams extends EmbeddingsParams {
  /** Weights of a training of your own (`npm run train -- finance-embeddings`). Default: those shipped. */
  weights?: unknown;
}

/** Texts embedded between two turns of the event loop: about 10 ms. */
const TEXTS_PER_TURN = 64;

/**
 * Vectors that know the language of filings: one per word, trained on questions over financial reports and the passages
 * that answer them, shipped with the package; no model server, no network. A text is the weighted sum of its words, so
 * word order does not count. Questions and passages are embedded differently: use `embedQuery` for what is asked.
 * English only. How it was made and measured: docs/models/finance-embeddings.md.
 *
 * @example
 * const index = await LanceIndex.open({ directory, embeddings: new FinanceEmbeddings() });
 */
export class FinanceEmbeddings extends Embeddings implements IdentifiedEmbeddings {
  /** Changes with every training: vectors of two identities cannot be compared. */
  readonly identity: string;
  readonly dimensions: number;
  readonly #tokeniser: FinanceTokeniser = createFinanceTokeniser(createAnalyser());
  readonly #weights: unknown;
  #model: FinanceModel | undefined;

  constructor({ weights = shipped, ...params }: FinanceEmbeddingsParams = {}) {
    super(params);
    this.#weights = weights;
    const { identity, dimensions } = weights === shipped ? shipped : this.#decoded();
    this.identity = identity;
    this.dimensions = dimensions;
  }

  override async embedDocuments(documents: string[]): Promise<number[][]> {
    const vectors: number[][] = [];
    for (const text of documents) {
      if (vectors.length % TEXTS_PER_TURN === TEXTS_PER_TURN - 1) await setImmediate();
      vectors.push(embedTokens(this.#tokeniser.passage(text), this.#decoded(), 'passage'));
    }
    return vectors;
  }

  override async embedQuery(document: string): Promise<number[]> {
    return embedTokens(this.#tokeniser.question(document), this.#decoded(), 'question');
  }

  #decoded(): FinanceModel {
    this.#model ??= readFinanceModel(this.#weights);
    return this.#model;
  }
}
