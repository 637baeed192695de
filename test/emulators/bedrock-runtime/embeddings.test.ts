import { BedrockRuntimeClient, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { BedrockEmbeddings, type BedrockEmbeddingsInput } from '@plumbline/retrievers/bedrock';
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../lib/faults.ts';
import { type BedrockRuntimeOptions, start } from './start.ts';

const TITAN = 'amazon.titan-embed-text-v2:0';
const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function startRuntime(options: BedrockRuntimeOptions & { maxAttempts?: number } = {}) {
  const { maxAttempts = 1, ...rest } = options;
  const emulator = await start(rest);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new BedrockRuntimeClient({ endpoint: emulator.url, region: 'us-east-1', credentials, maxAttempts });
  open.push(emulator.stop, () => client.destroy());
  const embeddings = (input: Partial<BedrockEmbeddingsInput> = {}) => new BedrockEmbeddings({ client, ...input });
  const bodies = () => emulator.requests.map(({ body }) => JSON.parse(body));
  return { emulator, client, embeddings, bodies };
}

describe('InvokeModel for Titan, asked by the AWS SDK', () => {
  const invoke = (client: BedrockRuntimeClient, body: object, modelId = TITAN) =>
    client.send(new InvokeModelCommand({ modelId, contentType: 'application/json', body: JSON.stringify(body) }));

  it('gives a vector, its kinds and the count of tokens', async () => {
    const { client } = await startRuntime();
    const { body, contentType } = await invoke(client, {
      inputText: 'two words',
      dimensions: 256,
      embeddingTypes: ['float', 'binary'],
    });
    const answer = JSON.parse(new TextDecoder().decode(body));
    expect(contentType).toBe('application/json');
    expect(answer.embedding).toHaveLength(256);
    expect(Math.hypot(...answer.embedding)).toBeCloseTo(1);
    expect(answer.embeddingsByType.binary).toHaveLength(256);
    expect(answer.inputTextTokenCount).toBe(2);
  });

  it.each<[string, object, string?]>([
    ['an empty text', { inputText: '' }],
    ['a text of 50,001 characters', { inputText: 'x'.repeat(50_001) }],
    ['a text of 8,193 tokens', { inputText: 'x '.repeat(8193) }],
    ['other dimensions', { inputText: 'x', dimensions: 768 }],
    ['an unknown member', { inputText: 'x', truncate: true }],
    ['an unknown model', { inputText: 'x' }, 'amazon.titan-embed-text-v9:0'],
  ])('%s is refused', async (_, body, modelId) => {
    const { client } = await startRuntime();
    await expect(invoke(client, body, modelId)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('BedrockEmbeddings', () => {
  it('embeds texts in order, each of them once', async () => {
    const { embeddings, emulator } = await startRuntime();
    const titan = embeddings({ dimensions: 256 });
    const [a, b, again] = await titan.embedDocuments(['a', 'b', 'a']);
    expect(a).toHaveLength(256);
    expect(again).toEqual(a);
    expect(b).not.toEqual(a);
    expect(emulator.requests).toHaveLength(2);
    expect(await titan.embedQuery('b')).toEqual(b);
    expect(await titan.embedDocuments([])).toEqual([]);
  });

  it('says what it is', async () => {
    const { embeddings } = await startRuntime();
    expect(embeddings()).toMatchObject({ identity: `bedrock/${TITAN}`, dimensions: 1024 });
    expect(embeddings({ normalize: false }).identity).not.toBe(embeddings().identity);
  });

  it('asks for the dimensions it says, and vectors of length 1 unless told otherwise', async () => {
    const { embeddings, bodies } = await startRuntime();
    await embeddings({ dimensions: 512, normalize: false }).embedQuery('a');
    await embeddings().embedQuery('a');
    expect(bodies()).toEqual([
      { inputText: 'a', dimensions: 512, normalize: false },
      { inputText: 'a', dimensions: 1024, normalize: true },
    ]);
  });

  it('cuts a text that is too long between words', async () => {
    const { embeddings, bodies } = await startRuntime();
    await embeddings().embedQuery('0123456789 '.repeat(5000));
    expect(bodies()[0].inputText).toHaveLength(49_994);
  });

  it('refuses a blank text before anything is asked', async () => {
    const { embeddings, emulator } = await startRuntime();
    await expect(embeddings().embedDocuments(['a', ' \n'])).rejects.toThrow(/Text 1 is blank/);
    expect(emulator.requests).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['of another length', { embedding: [1, 2, 3] }, 'EMBEDDING_DIMENSION'],
    ['without vector', { vector: [1] }, 'SERVICE_RESPONSE'],
    ['with a text for a number', { embedding: ['1'] }, 'SERVICE_RESPONSE'],
  ])('an answer %s is an error', async (_, answer, code) => {
    const { embeddings } = await startRuntime({ models: { [TITAN]: () => answer } });
    await expect(embeddings().embedQuery('a')).rejects.toMatchObject({ code, retryable: false });
  });

  it('a wrong dimension tells how to mend it', async () => {
    const { embeddings } = await startRuntime({ models: { [TITAN]: () => ({ embedding: [1, 2, 3] }) } });
    await expect(embeddings().embedQuery('a')).rejects.toThrow(
      /3 dimensions, not 1024\. Call the model .* or set dimensions to 3/,
    );
  });

  it.each<[string, FaultInput, object]>([
    ['throttle', { kind: 'throttle' }, { code: 'SERVICE_THROTTLED', retryable: true }],
    ['server-error', { kind: 'server-error' }, { code: 'SERVICE_UNAVAILABLE', retryable: true }],
    ['malformed', { kind: 'malformed' }, { code: 'SERVICE_RESPONSE', retryable: true }],
    ['cut', { kind: 'cut' }, { retryable: true }],
  ])('%s is a typed error', async (_, fault, error) => {
    const { embeddings } = await startRuntime({ faults: [fault] });
    await expect(embeddings().embedQuery('a')).rejects.toMatchObject(error);
  });

  it('tries as often as the client does, and no more', async () => {
    const { embeddings, emulator } = await startRuntime({ faults: [{ kind: 'server-error' }], maxAttempts: 2 });
    await expect(embeddings().embedQuery('a')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(emulator.requests).toHaveLength(2);
  });

  it('the first failure ends a batch', async () => {
    const { embeddings, emulator } = await startRuntime({ faults: [{ kind: 'throttle', nth: 3 }] });
    const texts = Array.from({ length: 200 }, (_, n) => `text ${n}`);
    await expect(embeddings({ maxConcurrency: 2 }).embedDocuments(texts)).rejects.toMatchObject({
      code: 'SERVICE_THROTTLED',
    });
    expect(emulator.requests.length).toBeLessThan(10);
  });

  it('a signal ends a batch, with its own reason', async () => {
    const { embeddings, emulator } = await startRuntime({ faults: [{ kind: 'timeout' }] });
    const stop = new AbortController();
    const pending = embeddings().embedDocuments(['a', 'b'], { signal: stop.signal });
    await expect.poll(() => emulator.requests.length).toBe(2);
    stop.abort(new Error('the user left'));
    await expect(pending).rejects.toThrow('the user left');
  });
});
