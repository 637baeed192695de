import { z } from 'zod';
import { hashedVector } from '../lib/hashed-vector.ts';
import { parseBody } from '../lib/rest-json.ts';
import { wordShare } from '../lib/word-share.ts';

/** A container behind an endpoint: takes a body, answers one, or throws a {@link ContainerError}. */
export type Container = (body: string, request: { readonly targetModel: string | undefined }) => object;

/** What a container answers instead of a result. */
export class ContainerError extends Error {
  readonly status: number;
  constructor(status: number, body: object) {
    super(JSON.stringify(body));
    this.name = 'ContainerError';
    this.status = status;
  }
}

/** Text Embeddings Inference takes so many texts by default: its `--max-client-batch-size`. */
const TEI_BATCH = 32;

const texts = z.array(z.string().min(1)).min(1);

function teiBatch(count: number): void {
  if (count <= TEI_BATCH) return;
  const error = `batch size ${count} > maximum allowed batch size ${TEI_BATCH}`;
  throw new ContainerError(413, { error, error_type: 'Validation' });
}

/** TEI's `/embed`: huggingface.github.io/text-embeddings-inference. */
export function teiEmbeddings(dimensions: number): Container {
  const schema = z.strictObject({
    inputs: texts,
    truncate: z.boolean().default(false),
    normalize: z.boolean().optional(),
  });
  return (body) => {
    const { inputs } = parseBody(schema, body);
    teiBatch(inputs.length);
    return inputs.map((text) => hashedVector(text, dimensions));
  };
}

/** TEI's `/rerank`, best first: huggingface.github.io/text-embeddings-inference. */
export const teiRerank: Container = (body) => {
  const schema = z.strictObject({
    query: z.string().min(1),
    texts,
    raw_scores: z.boolean().default(false),
    return_text: z.boolean().default(false),
    truncate: z.boolean().default(false),
  });
  const { query, texts: given } = parseBody(schema, body);
  teiBatch(given.length);
  return given
    .map((text, index) => ({ index, score: wordShare(query, text) }))
    .sort((one, other) => other.score - one.score);
};

/** JumpStart's text embedding models: `{ text_inputs }` gives `{ embedding }`, as their notebooks show. */
export function jumpstartEmbeddings(dimensions: number): Container {
  const schema = z.strictObject({ text_inputs: texts, mode: z.literal('embedding').optional() });
  return (body) => ({ embedding: parseBody(schema, body).text_inputs.map((text) => hashedVector(text, dimensions)) });
}

/** The Hugging Face inference toolkit's `feature-extraction`, as FinBERT is served: a vector for each token. */
export function tokenFeatures(dimensions: number): Container {
  const schema = z.strictObject({ inputs: texts, parameters: z.strictObject({ truncation: z.boolean() }).optional() });
  return (body) =>
    parseBody(schema, body).inputs.map((text) => [text.split(' ').map((word) => hashedVector(word, dimensions))]);
}

/** The Hugging Face inference toolkit's `text-classification` over pairs: a score for each, in order. */
export const textPairs: Container = (body) => {
  const schema = z.strictObject({
    inputs: z.array(z.strictObject({ text: z.string(), text_pair: z.string() })).min(1),
    parameters: z
      .strictObject({ truncation: z.boolean().optional(), function_to_apply: z.string().optional() })
      .optional(),
  });
  return parseBody(schema, body).inputs.map(({ text, text_pair }) => ({
    label: 'LABEL_0',
    score: wordShare(text, text_pair),
  }));
};

/** Cohere's Rerank as its JumpStart package answers: docs.cohere.com/reference/rerank-1. */
export const cohereRerank: Container = (body) => {
  const schema = z.strictObject({ query: z.string().min(1), documents: texts, top_n: z.int().positive().optional() });
  const { query, documents } = parseBody(schema, body);
  return {
    results: documents
      .map((text, index) => ({ index, relevance_score: wordShare(query, text) }))
      .sort((one, other) => other.relevance_score - one.relevance_score),
  };
};

/** A multi-model endpoint: one container for each model artefact; an unknown one is not found in its bucket. */
export function multiModel(models: Readonly<Record<string, Container>>): Container {
  return (body, request) => {
    const { targetModel = '' } = request;
    const model = Object.hasOwn(models, targetModel) ? models[targetModel] : undefined;
    if (model === undefined) throw new ContainerError(404, { error: `No model artefact ${targetModel}` });
    return model(body, request);
  };
}
