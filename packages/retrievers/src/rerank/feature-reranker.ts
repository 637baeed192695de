import type { DocumentInterface } from '@langchain/core/documents';
import { BaseDocumentCompressor } from '@langchain/core/retrievers/document_compressors';
import shipped from '../../data/feature-reranker.json' with { type: 'json' };
import { createAnalyser } from '../analysis/analyser.ts';
import { createQuestionAnalyser, figureIntentOf } from '../analysis/question.ts';
import { candidateComponents, type QuestionReaders, readCandidates } from './candidate-components.ts';
import { shapeOf } from './passage-shape.ts';
import { type RerankFeature, rerankFeatures } from './rerank-features.ts';
import { type RerankerWeights, readRerankerWeights, weigh } from './reranker-weights.ts';

export interface FeatureRerankerInput {
  /** How many documents are kept. Default 10. */
  k?: number;
  /** Weights of a training of your own (`npm run train -- feature-reranker`). Default: those shipped. */
  weights?: unknown;
}

/**
 * Puts the passages that answer first: a linear model over how each holds the question (its line items in one row of
 * figures, its years, company and time, its neighbouring words), over BM25 and vectors, over the passage's form (a table,
 * prose that announces one) and over its document. Give it all candidates at once, about a hundred; from a
 * `LanceRetriever` it takes what that has measured already, from other retrievers it reads the texts.
 *
 * Each document keeps its metadata; `score` becomes the reranker's, of any sign, and `scores.rerank` says it too. How it
 * was trained and measured: docs/models/feature-reranker.md.
 *
 * @example
 * const reranker = new FeatureReranker({ k: 10 });
 * const best = await reranker.compressDocuments(await retriever.invoke(question, { context }), question);
 */
export class FeatureReranker extends BaseDocumentCompressor {
  /** Changes with every training; for the audit record. */
  readonly identity: string;
  readonly #k: number;
  readonly #weights: RerankerWeights;
  readonly #readers: QuestionReaders;

  constructor({ k = 10, weights = shipped }: FeatureRerankerInput = {}) {
    super();
    const analyser = createAnalyser();
    this.#k = k;
    this.#weights = readRerankerWeights(weights);
    this.#readers = { analyser, questions: createQuestionAnalyser(analyser) };
    this.identity = this.#weights.identity;
  }

  override async compressDocuments(documents: DocumentInterface[], query: string): Promise<DocumentInterface[]> {
    const features = this.features(documents, query);
    return documents
      .flatMap((document, place) => {
        const own = features[place];
        return own === undefined ? [] : [{ document, score: weigh(own, this.#weights), place }];
      })
      .sort((left, right) => right.score - left.score || left.place - right.place)
      .slice(0, this.#k)
      .map(({ document, score }) => ({
        ...document,
        metadata: { ...document.metadata, score, scores: { ...document.metadata.scores, rerank: score } },
      }));
  }

  /** What the weights are multiplied with, for each document in order: what the reranker is trained on. */
  features(documents: readonly DocumentInterface[], query: string): Record<RerankFeature, number>[] {
    const candidates = readCandidates(documents);
    const components = candidateComponents(candidates, query, this.#readers);
    const sources = candidates.flatMap(({ document, metadata }, place) => {
      const own = components[place];
      if (own === undefined) return [];
      // Without a document of its own a passage stands for itself.
      const docId = metadata.docId || `#${place}`;
      return [{ docId, shape: shapeOf(document.pageContent), components: own, vector: metadata.scores?.['vector'] }];
    });
    return rerankFeatures(sources, figureIntentOf(query));
  }
}
