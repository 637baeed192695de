import { z } from 'zod';
import type { PlacedScore } from '../rerank/score-batches.ts';

/** How a cross-encoder's container takes a question with texts and gives scores. */
export interface RerankFormat {
  /** The body for these texts. */
  encode(question: string, texts: readonly string[]): object;
  /** What the container answers, as the place of a text and its score; in any order, one for each text. */
  readonly answer: z.ZodType<PlacedScore[]>;
}

/**
 * - `tei`: Text Embeddings Inference (`/rerank`), scores between 0 and 1, pairs cut to the model's length.
 * - `jumpstart`: JumpStart's Hugging Face containers (inference toolkit) with a cross-encoder of one label: text pairs.
 * - `cohere`: Cohere's Rerank of JumpStart and Marketplace.
 */
export type RerankFormatName = 'tei' | 'jumpstart' | 'cohere';

const classified = z.object({ score: z.number() });
/** The toolkit gives one label for each pair, some versions in a list of one. */
const labels = z.array(z.union([classified, z.tuple([classified]).transform(([only]) => only)]));

export function rerankFormat(name: RerankFormatName): RerankFormat {
  switch (name) {
    case 'tei':
      return {
        encode: (query, texts) => ({ query, texts, raw_scores: false, truncate: true }),
        answer: z.array(z.object({ index: z.int(), score: z.number() })),
      };
    case 'jumpstart':
      return {
        encode: (text, texts) => ({
          inputs: texts.map((text_pair) => ({ text, text_pair })),
          parameters: { truncation: true },
        }),
        answer: labels.transform((scores) => scores.map(({ score }, index) => ({ index, score }))),
      };
    case 'cohere':
      return {
        encode: (query, documents) => ({ query, documents, top_n: documents.length }),
        answer: z
          .object({ results: z.array(z.object({ index: z.int(), relevance_score: z.number() })) })
          .transform(({ results }) => results.map(({ index, relevance_score: score }) => ({ index, score }))),
      };
  }
}
