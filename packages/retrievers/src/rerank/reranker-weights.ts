import { z } from 'zod';
import { RERANK_FEATURES, type RerankFeature } from './rerank-features.ts';

const weightsSchema = z.object({
  /** Changes with every training. */
  identity: z.string(),
  weights: z.record(z.string(), z.number()),
});

/** A weight for each feature; the score of a passage is their sum over its features. */
export interface RerankerWeights {
  readonly identity: string;
  readonly weights: Readonly<Record<RerankFeature, number>>;
}

/** Reads weights as `training/models/feature_reranker.py` writes them; a feature that is not named weighs nothing. */
export function readRerankerWeights(file: unknown): RerankerWeights {
  const { identity, weights } = weightsSchema.parse(file);
  const known = RERANK_FEATURES.map((name) => [name, weights[name] ?? 0] as const);
  return { identity, weights: Object.fromEntries(known) as Record<RerankFeature, number> };
}

/** The score of one passage; only compared with scores of the same question. */
export function weigh(features: Readonly<Record<RerankFeature, number>>, { weights }: RerankerWeights): number {
  let sum = 0;
  for (const name of RERANK_FEATURES) sum += weights[name] * features[name];
  return sum;
}
