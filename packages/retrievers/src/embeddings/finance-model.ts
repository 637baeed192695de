import { z } from 'zod';

/** The weights as `training/models/finance_embeddings.py` writes them. */
const weightsSchema = z.object({
  identity: z.string(),
  dimensions: z.number().int().positive(),
  /** Length of the vector of a token that is not listed. */
  unknown: z.number().nonnegative(),
  /** Tokens with a vector, split by blanks; those that only questions have begin with `?`. */
  tokens: z.string(),
  /** Base64 of 8-bit integers, a row per token that passages have. */
  vectors: z.string(),
  /** Base64 of 32-bit floats: what a row is multiplied by. */
  scales: z.string(),
  /** What is added for a token of a question. */
  question: z.object({
    /** Base64 of 16-bit positions in `tokens`, a row each. */
    rows: z.string(),
    vectors: z.string(),
    scales: z.string(),
  }),
});

/** Rows of 8-bit integers with a scale each. */
export interface TokenRows {
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

/** Token vectors, ready to be summed. */
export interface FinanceModel {
  readonly identity: string;
  readonly dimensions: number;
  readonly unknown: number;
  /** The row of a token among the vectors of passages. */
  readonly passageRow: ReadonlyMap<string, number>;
  readonly passage: TokenRows;
  /** The row of a token among what questions add. */
  readonly questionRow: ReadonlyMap<string, number>;
  readonly question: TokenRows;
}

/** Decodes weights; takes a few milliseconds. */
export function readFinanceModel(weights: unknown): FinanceModel {
  const { identity, dimensions, unknown, tokens, vectors, scales, question } = weightsSchema.parse(weights);
  const names = tokens.split(' ');
  const passage = { values: new Int8Array(bytesOf(vectors)), scales: new Float32Array(bytesOf(scales)) };
  const added = new Uint16Array(bytesOf(question.rows));
  return {
    identity,
    dimensions,
    unknown,
    passageRow: new Map(names.slice(0, passage.scales.length).map((name, row) => [name, row])),
    passage,
    questionRow: new Map(Array.from(added, (position, row) => [names[position] ?? '', row])),
    question: {
      values: new Int8Array(bytesOf(question.vectors)),
      scales: new Float32Array(bytesOf(question.scales)),
    },
  };
}

/** A buffer of its own: small ones of Node share a pool, and there floats are not aligned. */
function bytesOf(base64: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(base64, 'base64')).buffer;
}
