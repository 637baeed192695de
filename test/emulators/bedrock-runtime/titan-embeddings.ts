import { z } from 'zod';
import { AwsError } from '../lib/aws-json.ts';
import { hashedVector } from '../lib/hashed-vector.ts';
import { parseBody } from '../lib/rest-json.ts';

/** docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html */
const inputSchema = z.strictObject({
  inputText: z.string().min(1).max(50_000),
  dimensions: z.union([z.literal(1024), z.literal(512), z.literal(256)]).default(1024),
  normalize: z.boolean().default(true),
  embeddingTypes: z.array(z.enum(['float', 'binary'])).default(['float']),
});

/** docs.aws.amazon.com/bedrock/latest/userguide/titan-embedding-models.html */
const MAX_TOKENS = 8192;

/** Answers as Titan Text Embeddings V2 does; what a vector means is not emulated, and a token is a word. */
export function titanEmbeddings(body: string): object {
  const { inputText, dimensions, normalize, embeddingTypes } = parseBody(inputSchema, body);
  const tokens = inputText.split(/\s+/).filter((word) => word !== '').length;
  if (tokens > MAX_TOKENS) {
    throw new AwsError('ValidationException', `Too many input tokens. Max input tokens: ${MAX_TOKENS}.`);
  }
  const raw = hashedVector(inputText, dimensions);
  const length = normalize ? Math.hypot(...raw) : 1;
  const embedding = raw.map((value) => value / length);
  return {
    embedding,
    embeddingsByType: {
      float: embedding,
      ...(embeddingTypes.includes('binary') ? { binary: embedding.map((value) => (value > 0 ? 1 : 0)) } : {}),
    },
    inputTextTokenCount: tokens,
  };
}
