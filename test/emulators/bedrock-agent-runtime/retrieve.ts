import { z } from 'zod';
import { AwsError } from '../lib/aws-json.ts';
import { parseBody, type RestInput } from '../lib/rest-json.ts';
import { wordShare } from '../lib/word-share.ts';
import type { Chunk } from './chunks.ts';
import { compileRetrievalFilter, retrievalFilterSchema } from './retrieval-filter.ts';

/** docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_Retrieve.html */
const inputSchema = z.strictObject({
  retrievalQuery: z.strictObject({ text: z.string().max(1000), type: z.literal('TEXT').optional() }),
  retrievalConfiguration: z
    .strictObject({
      vectorSearchConfiguration: z.strictObject({
        numberOfResults: z.int().min(1).max(100).default(5),
        overrideSearchType: z.enum(['HYBRID', 'SEMANTIC']).optional(),
        filter: retrievalFilterSchema.optional(),
      }),
    })
    .optional(),
  nextToken: z.string().regex(/^\S*$/).min(1).max(2048).optional(),
  userContext: z.strictObject({ userId: z.string().min(1) }).optional(),
});

export interface KnowledgeBase {
  readonly id: string;
  readonly chunks: readonly Chunk[];
  /** How many results one answer holds before it gives a token for more. How many Bedrock takes is not documented. */
  readonly pageSize: number;
}

export function retrieve({ id, chunks, pageSize }: KnowledgeBase, { body, path }: RestInput): object {
  if (path['knowledgeBaseId'] !== id) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Knowledge base with id ${path['knowledgeBaseId']} does not exist.`,
    );
  }
  const { retrievalQuery, retrievalConfiguration, nextToken } = parseBody(inputSchema, body);
  const { numberOfResults = 5, filter } = retrievalConfiguration?.vectorSearchConfiguration ?? {};
  const matches = filter === undefined ? () => true : compileRetrievalFilter(filter);
  const hits = chunks
    .filter(({ attributes }) => matches(attributes))
    .map((chunk) => ({ chunk, score: wordShare(retrievalQuery.text, chunk.text) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, numberOfResults);
  const start = Number(nextToken?.replace('from-', '') ?? 0);
  const end = start + pageSize;
  return {
    retrievalResults: hits.slice(start, end).map(({ chunk, score }) => toResult(chunk, score)),
    ...(end < hits.length ? { nextToken: `from-${end}` } : {}),
  };
}

/** The `x-amz-bedrock-kb-…` members are those of docs.aws.amazon.com/bedrock/latest/userguide/kb-metadata.html. */
function toResult({ id, uri, text, attributes }: Chunk, score: number): object {
  return {
    content: { text, type: 'TEXT' },
    location: { type: 'S3', s3Location: { uri } },
    score,
    metadata: { 'x-amz-bedrock-kb-source-uri': uri, 'x-amz-bedrock-kb-chunk-id': id, ...attributes },
  };
}
