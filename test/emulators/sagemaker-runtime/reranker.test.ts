import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { SageMakerReranker, type SageMakerRerankerInput } from '@plumbline/retrievers/sagemaker';
import { afterEach, describe, expect, it } from 'vitest';
import { candidates } from '../lib/candidates.ts';
import { type Container, ContainerError, cohereRerank, multiModel, teiRerank, textPairs } from './models.ts';
import { type SageMakerRuntimeOptions, start } from './start.ts';

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function startRuntime(container: Container, options: Partial<SageMakerRuntimeOptions> = {}) {
  const emulator = await start({ endpoints: { reranker: container }, ...options });
  const client = new SageMakerRuntimeClient({
    endpoint: emulator.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  open.push(emulator.stop, () => client.destroy());
  const reranker = (input: Partial<SageMakerRerankerInput> = {}) =>
    new SageMakerReranker({ client, endpointName: 'reranker', ...input });
  const bodies = () => emulator.requests.map(({ body }) => JSON.parse(body));
  return { emulator, reranker, bodies };
}

const question = 'cash yields';
const texts = ['the merger', 'cash', 'cash yields fell'];
const given = candidates(...texts);
const ids = (documents: readonly { id?: string }[]) => documents.map(({ id }) => id);

describe('SageMakerReranker', () => {
  it.each<[SageMakerRerankerInput['format'] & string, Container, object]>([
    ['tei', teiRerank, { query: question, texts, raw_scores: false, truncate: true }],
    [
      'jumpstart',
      textPairs,
      { inputs: texts.map((text_pair) => ({ text: question, text_pair })), parameters: { truncation: true } },
    ],
    ['cohere', cohereRerank, { query: question, documents: texts, top_n: 3 }],
  ])('speaks %s', async (format, container, body) => {
    const { reranker, bodies } = await startRuntime(container);
    const { documents, findings } = await reranker({ format }).rerank(given, question);
    expect(ids(documents)).toEqual(['p2', 'p1', 'p0']);
    expect(documents[0]?.metadata).toMatchObject({ score: 1, scores: { rrf: 1 / 3, rerank: 1 } });
    expect(findings).toEqual([]);
    expect(bodies()).toEqual([body]);
  });

  it('takes labels in lists of one', async () => {
    const { reranker } = await startRuntime(() => [[{ label: 'a', score: 0.1 }], [{ label: 'a', score: 0.9 }]]);
    const documents = await reranker({ format: 'jumpstart' }).compressDocuments(candidates('a', 'b'), question);
    expect(ids(documents)).toEqual(['p1', 'p0']);
  });

  it('asks in batches of what the container takes', async () => {
    const { reranker, bodies } = await startRuntime(teiRerank);
    const many = candidates(...Array.from({ length: 100 }, (_, n) => (n === 77 ? 'cash yields' : `cash ${n}`)));
    const { documents } = await reranker({ k: 5 }).rerank(many, question);
    expect(ids(documents)).toEqual(['p77', 'p0', 'p1', 'p2', 'p3']);
    expect(
      bodies()
        .map((body) => body.texts.length)
        .sort((a, b) => b - a),
    ).toEqual([32, 32, 32, 4]);
  });

  it('names the model of a multi-model endpoint', async () => {
    const { reranker } = await startRuntime(multiModel({ 'minilm-v2.tar.gz': teiRerank }));
    const { documents } = await reranker({ targetModel: 'minilm-v2.tar.gz' }).rerank(given, question);
    expect(documents[0]?.id).toBe('p2');
  });

  it('leaves the order of retrieval when the container has too much to do', async () => {
    const { reranker } = await startRuntime(() => {
      throw new ContainerError(429, { error: 'Model is overloaded', error_type: 'Overloaded' });
    });
    const { documents, findings } = await reranker().rerank(given, question);
    expect(ids(documents)).toEqual(ids(given));
    expect(findings).toMatchObject([{ severity: 'warn', evidence: 'SERVICE_THROTTLED' }]);
  });

  it('leaves it as a whole when one batch of several is late', async () => {
    const { reranker } = await startRuntime(teiRerank, { faults: [{ kind: 'timeout', nth: 3 }] });
    const many = candidates(...Array.from({ length: 100 }, (_, n) => `cash ${100 - n}`));
    const { documents, findings } = await reranker({ k: 100, timeoutMs: 300 }).rerank(many, question);
    expect(ids(documents)).toEqual(ids(many));
    expect(documents.every(({ metadata }) => metadata['rerankFallback'] === 'DEADLINE')).toBe(true);
    expect(findings).toHaveLength(1);
  });

  it('throws what no retry mends', async () => {
    const { reranker } = await startRuntime(teiRerank);
    await expect(reranker({ format: 'cohere' }).rerank(given, question)).rejects.toMatchObject({
      code: 'SERVICE_REQUEST',
    });
    await expect(reranker({ endpointName: 'gone' }).rerank(given, question)).rejects.toMatchObject({
      code: 'SERVICE_REQUEST',
    });
  });
});
