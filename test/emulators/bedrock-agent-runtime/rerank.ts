import { z } from 'zod';
import { AwsError } from '../lib/aws-json.ts';
import { parseBody, type RestInput } from '../lib/rest-json.ts';
import { wordShare } from '../lib/word-share.ts';

/** docs.aws.amazon.com/bedrock/latest/userguide/rerank-supported.html */
const MODELS = ['amazon.rerank-v1:0', 'cohere.rerank-v3-5:0'];
const MODEL_ARN = /^arn:aws(-[^:]+)?:bedrock:[a-z0-9-]+::foundation-model\/(?<model>.+)$/;

const text = z.string().min(1).max(32_000);

/** docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_Rerank.html; only texts, no JSON documents. */
const inputSchema = z.strictObject({
  queries: z.tuple([z.strictObject({ type: z.literal('TEXT'), textQuery: z.strictObject({ text }) })]),
  sources: z
    .array(
      z.strictObject({
        type: z.literal('INLINE'),
        inlineDocumentSource: z.strictObject({ type: z.literal('TEXT'), textDocument: z.strictObject({ text }) }),
      }),
    )
    .min(1)
    .max(1000),
  rerankingConfiguration: z.strictObject({
    type: z.literal('BEDROCK_RERANKING_MODEL'),
    bedrockRerankingConfiguration: z.strictObject({
      modelConfiguration: z.strictObject({
        modelArn: z.string().regex(MODEL_ARN),
        additionalModelRequestFields: z.record(z.string(), z.json()).optional(),
      }),
      numberOfResults: z.int().min(1).max(1000).optional(),
    }),
  }),
  nextToken: z.string().min(1).max(2048).optional(),
});

/** Results by falling relevance, as many as asked for, page after page. */
export function rerank(pageSize: number, { body }: RestInput): object {
  const { queries, sources, rerankingConfiguration, nextToken } = parseBody(inputSchema, body);
  const { modelConfiguration, numberOfResults } = rerankingConfiguration.bedrockRerankingConfiguration;
  const model = MODEL_ARN.exec(modelConfiguration.modelArn)?.groups?.['model'] ?? '';
  if (!MODELS.includes(model)) {
    throw new AwsError('ValidationException', `The model ${model} does not rerank.`);
  }
  const query = queries[0].textQuery.text;
  const results = sources
    .map(({ inlineDocumentSource }, index) => ({
      index,
      relevanceScore: wordShare(query, inlineDocumentSource.textDocument.text),
    }))
    .sort((one, other) => other.relevanceScore - one.relevanceScore)
    .slice(0, numberOfResults ?? sources.length);
  const start = Number(nextToken?.replace('from-', '') ?? 0);
  const end = start + pageSize;
  return { results: results.slice(start, end), ...(end < results.length ? { nextToken: `from-${end}` } : {}) };
}
