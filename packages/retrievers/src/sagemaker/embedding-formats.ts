import { z } from 'zod';

/** How a container takes texts and gives vectors. */
export interface EmbeddingFormat {
  /** The body for these texts. */
  encode(texts: readonly string[]): object;
  /** What the container answers, as a vector for each text in order. */
  readonly answer: z.ZodType<number[][]>;
}

const vectors = z.array(z.array(z.number()));
const tokenVectors = z.array(z.array(z.number())).min(1);
/** The toolkit wraps what each text gave in a list of one; some versions do not. */
const features = z.array(z.union([tokenVectors, z.tuple([tokenVectors]).transform(([inner]) => inner)]));

/**
 * - `tei`: Text Embeddings Inference (`/embed`), one vector a text, cut to the model's length.
 * - `jumpstart`: JumpStart's text embedding models (`text_inputs` gives `embedding`).
 * - `huggingface-mean`, `huggingface-cls`: the Hugging Face inference toolkit's `feature-extraction`, which gives a vector
 *   for each token; here their mean, or the first one.
 */
export type EmbeddingFormatName = 'tei' | 'jumpstart' | 'huggingface-mean' | 'huggingface-cls';

export function embeddingFormat(name: EmbeddingFormatName): EmbeddingFormat {
  switch (name) {
    case 'tei':
      return { encode: (inputs) => ({ inputs, truncate: true }), answer: vectors };
    case 'jumpstart':
      return {
        encode: (texts) => ({ text_inputs: texts }),
        answer: z.object({ embedding: vectors }).transform(({ embedding }) => embedding),
      };
    case 'huggingface-mean':
      return { encode: truncated, answer: features.transform((texts) => texts.map(mean)) };
    case 'huggingface-cls':
      return { encode: truncated, answer: features.transform((texts) => texts.map(([first = []]) => first)) };
  }
}

function truncated(inputs: readonly string[]): object {
  return { inputs, parameters: { truncation: true } };
}

function mean(tokens: readonly (readonly number[])[]): number[] {
  const [first = []] = tokens;
  return first.map((_, place) => tokens.reduce((sum, vector) => sum + (vector[place] ?? 0), 0) / tokens.length);
}
