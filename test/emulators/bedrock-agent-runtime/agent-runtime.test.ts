import {
  BedrockAgentRuntimeClient,
  RerankCommand,
  type RerankCommandInput,
  type RetrievalFilter,
  RetrieveCommand,
  type RetrieveCommandInput,
} from '@aws-sdk/client-bedrock-agent-runtime';
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../lib/faults.ts';
import { type AgentRuntimeOptions, KNOWLEDGE_BASE_ID, start } from './start.ts';

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function startRuntime(options: AgentRuntimeOptions = {}) {
  const emulator = await start(options);
  const runtime = new BedrockAgentRuntimeClient({
    endpoint: emulator.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  open.push(emulator.stop, () => runtime.destroy());
  const retrieve = (filter?: RetrievalFilter, input: Partial<RetrieveCommandInput> = {}) =>
    runtime.send(
      new RetrieveCommand({
        knowledgeBaseId: KNOWLEDGE_BASE_ID,
        retrievalQuery: { text: 'cash' },
        ...(filter && { retrievalConfiguration: { vectorSearchConfiguration: { filter } } }),
        ...input,
      }),
    );
  const urisOf = async (filter?: RetrievalFilter) =>
    (await retrieve(filter)).retrievalResults?.map(({ location }) => location?.s3Location?.uri?.slice(10));
  const rerank = (texts: string[], input: Partial<RerankCommandInput> = {}) =>
    runtime.send(
      new RerankCommand({
        queries: [{ type: 'TEXT', textQuery: { text: 'cash yields' } }],
        sources: texts.map((text) => ({
          type: 'INLINE',
          inlineDocumentSource: { type: 'TEXT', textDocument: { text } },
        })),
        rerankingConfiguration: {
          type: 'BEDROCK_RERANKING_MODEL',
          bedrockRerankingConfiguration: {
            modelConfiguration: { modelArn: 'arn:aws:bedrock:us-west-2::foundation-model/amazon.rerank-v1:0' },
          },
        },
        ...input,
      }),
    );
  return { emulator, retrieve, urisOf, rerank };
}

const POLICY = 'cash-policy.pdf';
const OUTLOOK = 'rates-outlook.docx';
const MEMO = 'merger-memo.pdf';

describe('Retrieve, asked by the AWS SDK', () => {
  it('gives chunks with their text, place, score and metadata', async () => {
    const { retrieve, emulator } = await startRuntime();
    const { retrievalResults } = await retrieve(undefined, { retrievalQuery: { text: 'percent in cash' } });
    expect(retrievalResults?.[0]).toEqual({
      content: { text: 'Client accounts keep at least two percent in cash.', type: 'TEXT' },
      location: { type: 'S3', s3Location: { uri: `s3://docs/${POLICY}` } },
      score: 1,
      metadata: {
        'x-amz-bedrock-kb-source-uri': `s3://docs/${POLICY}`,
        'x-amz-bedrock-kb-chunk-id': 'chunk-1',
        type: 'policy',
        topics: ['cash', 'liquidity'],
        year: 2023,
        reviewed: true,
      },
    });
    expect(emulator.requests).toMatchObject([
      { operation: 'Retrieve', path: `/knowledgebases/${KNOWLEDGE_BASE_ID}/retrieve` },
    ]);
  });

  it('gives page after page', async () => {
    const { retrieve } = await startRuntime({ pageSize: 2 });
    const first = await retrieve();
    expect(first.retrievalResults).toHaveLength(2);
    const { nextToken = '' } = first;
    const second = await retrieve(undefined, { nextToken });
    expect(second.retrievalResults).toHaveLength(1);
    expect(second.nextToken).toBeUndefined();
  });

  it.each<[RetrievalFilter, string[]]>([
    [{ equals: { key: 'type', value: 'memo' } }, [MEMO]],
    [{ equals: { key: 'reviewed', value: true } }, [POLICY]],
    [{ notEquals: { key: 'year', value: 2023 } }, [OUTLOOK, MEMO]],
    [{ in: { key: 'type', value: ['memo', 'policy'] } }, [POLICY, MEMO]],
    [{ notIn: { key: 'type', value: ['memo', 'policy'] } }, [OUTLOOK]],
    [{ greaterThan: { key: 'year', value: 2023 } }, [OUTLOOK]],
    [{ greaterThanOrEquals: { key: 'year', value: 2023 } }, [POLICY, OUTLOOK]],
    [{ lessThan: { key: 'year', value: 2024 } }, [POLICY]],
    [{ lessThanOrEquals: { key: 'year', value: 2024 } }, [POLICY, OUTLOOK]],
    [{ listContains: { key: 'topics', value: 'rates' } }, [OUTLOOK]],
    [{ startsWith: { key: 'type', value: 'res' } }, [OUTLOOK]],
    [{ stringContains: { key: 'type', value: 'em' } }, [MEMO]],
    [
      {
        andAll: [
          { listContains: { key: 'topics', value: 'cash' } },
          { orAll: [{ equals: { key: 'year', value: 2024 } }, { equals: { key: 'year', value: 1 } }] },
        ],
      },
      [OUTLOOK],
    ],
  ])('%j', async (filter, uris) => {
    const { urisOf } = await startRuntime();
    expect((await urisOf(filter))?.toSorted()).toEqual(uris.toSorted());
  });

  const year = { equals: { key: 'year', value: 1 } } as const;
  it.each<[string, RetrievalFilter]>([
    ['of one condition in a group', { andAll: [year] }],
    ['of six', { andAll: Array.from({ length: 6 }, () => year) }],
    ['three deep', { andAll: [year, { orAll: [year, { andAll: [year, year] }] }] }],
    ['that orders texts', { greaterThan: { key: 'type', value: 'a' } }],
  ])('a filter %s is refused', async (_, filter) => {
    const { retrieve } = await startRuntime();
    await expect(retrieve(filter)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it.each<[string, Partial<RetrieveCommandInput>, string]>([
    ['an unknown knowledge base', { knowledgeBaseId: 'KB99999999' }, 'ResourceNotFoundException'],
    ['a query of 1001 characters', { retrievalQuery: { text: 'x'.repeat(1001) } }, 'ValidationException'],
  ])('%s is refused', async (_, input, name) => {
    const { retrieve } = await startRuntime();
    await expect(retrieve(undefined, input)).rejects.toMatchObject({ name });
  });
});

describe('Rerank, asked by the AWS SDK', () => {
  it('gives the places of the sources by falling relevance', async () => {
    const { rerank } = await startRuntime();
    const { results } = await rerank(['merger', 'cash yields fell', 'cash']);
    expect(results).toEqual([
      { index: 1, relevanceScore: 1 },
      { index: 2, relevanceScore: 0.5 },
      { index: 0, relevanceScore: 0 },
    ]);
  });

  it.each<[string, string[], Partial<RerankCommandInput>]>([
    ['no source', [], {}],
    ['1001 sources', Array.from({ length: 1001 }, () => 'x'), {}],
    ['an empty source', [''], {}],
    ['two queries', ['x'], { queries: [1, 2].map(() => ({ type: 'TEXT', textQuery: { text: 'x' } })) }],
  ])('%s is refused', async (_, texts, input) => {
    const { rerank } = await startRuntime();
    await expect(rerank(texts, input)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('errors and faults, as the AWS SDK sees them', () => {
  it.each<[string, FaultInput, object]>([
    ['throttle', { kind: 'throttle' }, { name: 'ThrottlingException', $metadata: { httpStatusCode: 429 } }],
    ['server-error', { kind: 'server-error' }, { name: 'InternalServerException', $fault: 'server' }],
  ])('%s', async (_, fault, error) => {
    const { retrieve } = await startRuntime({ faults: [fault] });
    await expect(retrieve()).rejects.toMatchObject(error);
  });

  it.each<FaultInput['kind']>(['cut', 'malformed'])('%s', async (kind) => {
    const { retrieve, emulator } = await startRuntime({ faults: [{ kind }] });
    await expect(retrieve()).rejects.toThrow();
    expect(emulator.requests).toMatchObject([{ operation: 'Retrieve', fault: kind }]);
  });

  it('a slow answer is the right one', async () => {
    const { urisOf } = await startRuntime({ faults: [{ kind: 'slow', delayMs: 20 }] });
    expect(await urisOf()).toHaveLength(3);
  });

  it('stops while an answer is under way', async () => {
    const { retrieve, emulator } = await startRuntime({ faults: [{ kind: 'timeout' }] });
    const pending = retrieve();
    pending.catch(() => {});
    await expect.poll(() => emulator.requests.length).toBe(1);
    await emulator.stop();
    await expect(pending).rejects.toThrow();
  });
});
