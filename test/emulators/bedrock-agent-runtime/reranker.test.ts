import { BedrockAgentRuntimeClient } from '@aws-sdk/client-bedrock-agent-runtime';
import { BedrockReranker, type BedrockRerankerInput } from '@plumbline/retrievers/bedrock';
import { afterEach, describe, expect, it } from 'vitest';
import { candidates } from '../lib/candidates.ts';
import type { FaultInput } from '../lib/faults.ts';
import { type AgentRuntimeOptions, start } from './start.ts';

const modelArn = 'arn:aws:bedrock:us-west-2::foundation-model/amazon.rerank-v1:0';
const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function startRuntime(options: AgentRuntimeOptions = {}) {
  const emulator = await start(options);
  const client = new BedrockAgentRuntimeClient({
    endpoint: emulator.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  open.push(emulator.stop, () => client.destroy());
  const reranker = (input: Partial<BedrockRerankerInput> = {}) => new BedrockReranker({ client, modelArn, ...input });
  const bodies = () => emulator.requests.map(({ body }) => JSON.parse(body));
  return { emulator, reranker, bodies };
}

const question = 'cash yields';
const given = candidates('the merger', 'cash', 'cash yields fell');
const ids = (documents: readonly { id?: string }[]) => documents.map(({ id }) => id);

describe('BedrockReranker', () => {
  it('puts the passages that answer first, and keeps what retrieval measured', async () => {
    const { reranker } = await startRuntime();
    const { documents, findings } = await reranker().rerank(given, question);
    expect(ids(documents)).toEqual(['p2', 'p1', 'p0']);
    expect(documents[0]?.metadata).toMatchObject({ score: 1, scores: { rrf: 1 / 3, rerank: 1 } });
    expect(findings).toEqual([]);
    expect(ids(await reranker({ k: 1 }).compressDocuments([...given], question))).toEqual(['p2']);
    expect(reranker().identity).toBe('bedrock/amazon.rerank-v1:0');
  });

  it('asks nothing for nothing', async () => {
    const { reranker, emulator } = await startRuntime();
    expect(await reranker().compressDocuments([], question)).toEqual([]);
    expect(ids(await reranker().compressDocuments([...given], ' '))).toEqual(ids(given));
    expect(ids(await reranker().compressDocuments(candidates('', ' \n'), question))).toEqual(['p0', 'p1']);
    expect(emulator.requests).toEqual([]);
  });

  it('puts blank passages last without asking for them', async () => {
    const { reranker, bodies } = await startRuntime();
    const documents = await reranker().compressDocuments(candidates(' ', 'merger', 'cash'), question);
    expect(ids(documents)).toEqual(['p2', 'p1', 'p0']);
    expect(bodies()[0].sources).toHaveLength(2);
  });

  it('asks in batches, and follows the tokens of further pages', async () => {
    const { reranker, emulator } = await startRuntime({ pageSize: 20 });
    const many = candidates(...Array.from({ length: 130 }, (_, n) => (n === 77 ? 'cash yields' : `cash ${n}`)));
    const { documents } = await reranker({ k: 130 }).rerank(many, question);
    expect(documents).toHaveLength(130);
    expect(documents[0]?.id).toBe('p77');
    expect(emulator.requests).toHaveLength(5 + 2);
  });

  it('sends so many tokens of passages and question', async () => {
    const { reranker, bodies } = await startRuntime();
    const words = (count: number) =>
      Array.from({ length: count }, () => ' cash')
        .join('')
        .trim();
    await reranker({ maxTokens: 20 }).rerank(candidates(words(500)), words(10_000));
    expect(bodies()[0].queries[0].textQuery.text).toBe(words(20));
    expect(bodies()[0].sources[0].inlineDocumentSource.textDocument.text).toBe(words(20));
    await reranker({ truncate: (text) => text.slice(0, 3) }).rerank(candidates('cashier'), question);
    expect(bodies()[1].sources[0].inlineDocumentSource.textDocument.text).toBe('cas');
  });

  it.each<[string, FaultInput, string]>([
    ['throttles', { kind: 'throttle' }, 'SERVICE_THROTTLED'],
    ['fails', { kind: 'server-error' }, 'SERVICE_UNAVAILABLE'],
    ['answers half', { kind: 'malformed' }, 'SERVICE_RESPONSE'],
  ])('leaves the order of retrieval, and says so, when the service %s', async (_, fault, reason) => {
    const { reranker } = await startRuntime({ faults: [fault] });
    const { documents, findings } = await reranker({ k: 2 }).rerank(given, question);
    expect(ids(documents)).toEqual(['p0', 'p1']);
    expect(documents.map(({ metadata }) => metadata)).toMatchObject([
      { score: 1, rerankFallback: reason },
      { score: 0.5, rerankFallback: reason },
    ]);
    expect(findings).toMatchObject([
      { validator: 'BedrockReranker', severity: 'warn', action: 'allow', evidence: reason },
    ]);
  });

  it.each([
    ['its own', { timeoutMs: 50 }, {}],
    ["the request's", { timeoutMs: Number.POSITIVE_INFINITY }, { deadline: Date.now() }],
  ])('does the same when %s time is over', async (_, input, options) => {
    const { reranker } = await startRuntime({ faults: [{ kind: 'timeout' }] });
    const { documents, findings } = await reranker(input).rerank(given, question, options);
    expect(ids(documents)).toEqual(['p0', 'p1', 'p2']);
    expect(findings).toMatchObject([{ severity: 'warn', evidence: 'DEADLINE' }]);
  });

  it('throws what no retry mends', async () => {
    const { reranker } = await startRuntime();
    const wrong = reranker({ modelArn: 'arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0' });
    await expect(wrong.rerank(given, question)).rejects.toMatchObject({ code: 'SERVICE_REQUEST' });
  });

  it.each([
    ['fewer scores than passages', [{ index: 0, relevanceScore: 1 }]],
    ['a score twice', [0, 0, 1].map((index) => ({ index, relevanceScore: 1 }))],
    ['a score of nothing that was sent', [0, 1, 7].map((index) => ({ index, relevanceScore: 1 }))],
    ['no score', [{ index: 0 }]],
  ])('%s is an error', async (_, results) => {
    const { reranker } = await startRuntime();
    const send = async () => ({ results });
    const refused = reranker({ client: { send } as never }).rerank(given, question);
    await expect(refused).rejects.toMatchObject({ code: 'SERVICE_RESPONSE', retryable: false });
  });

  it('stops on the signal, with its own reason', async () => {
    const { reranker, emulator } = await startRuntime({ faults: [{ kind: 'timeout' }] });
    const stop = new AbortController();
    const pending = reranker().rerank(given, question, { signal: stop.signal });
    await expect.poll(() => emulator.requests.length).toBe(1);
    stop.abort(new Error('the user left'));
    await expect(pending).rejects.toThrow('the user left');
  });
});
