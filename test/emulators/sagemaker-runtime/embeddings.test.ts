import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { SageMakerEmbeddings, type SageMakerEmbeddingsInput } from '@plumbline/retrievers/sagemaker';
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../lib/faults.ts';
import { hashedVector } from '../lib/hashed-vector.ts';
import { type Container, jumpstartEmbeddings, multiModel, teiEmbeddings, tokenFeatures } from './models.ts';
import { type SageMakerRuntimeOptions, start } from './start.ts';

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function startRuntime(container: Container, options: Partial<SageMakerRuntimeOptions> = {}) {
  const emulator = await start({ endpoints: { finbert: container }, ...options });
  const client = new SageMakerRuntimeClient({
    endpoint: emulator.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  open.push(emulator.stop, () => client.destroy());
  const embeddings = (input: Partial<SageMakerEmbeddingsInput> = {}) =>
    new SageMakerEmbeddings({ client, endpointName: 'finbert', model: 'finbert', version: '3', ...input });
  const bodies = () => emulator.requests.map(({ body }) => JSON.parse(body));
  return { emulator, client, embeddings, bodies };
}

describe('InvokeEndpoint, asked by the AWS SDK', () => {
  it('hands body and model on to the container and gives back what it answers', async () => {
    const { client } = await startRuntime((body, { targetModel }) => ({ body, targetModel: targetModel ?? 'none' }));
    const { Body, ContentType } = await client.send(
      new InvokeEndpointCommand({
        EndpointName: 'finbert',
        TargetModel: 'a.tar.gz',
        Body: new TextEncoder().encode('hello'),
      }),
    );
    expect(ContentType).toBe('application/json');
    expect(JSON.parse(new TextDecoder().decode(Body))).toEqual({ body: 'hello', targetModel: 'a.tar.gz' });
  });

  it('says what the container said of an error', async () => {
    const { client } = await startRuntime(teiEmbeddings(8));
    const Body = new TextEncoder().encode(JSON.stringify({ inputs: Array.from({ length: 33 }, () => 'x') }));
    await expect(client.send(new InvokeEndpointCommand({ EndpointName: 'finbert', Body }))).rejects.toMatchObject({
      name: 'ModelError',
      OriginalStatusCode: 413,
      OriginalMessage: expect.stringContaining('maximum allowed batch size 32'),
      $metadata: { httpStatusCode: 424 },
    });
  });

  it('does not know an endpoint of another name', async () => {
    const { client } = await startRuntime(teiEmbeddings(8));
    const unknown = new InvokeEndpointCommand({ EndpointName: 'nope', Body: new Uint8Array() });
    await expect(client.send(unknown)).rejects.toMatchObject({ name: 'ValidationError' });
  });
});

describe('SageMakerEmbeddings', () => {
  const text = 'cash is king';
  const unit = (vector: number[]) => vector.map((value) => value / Math.hypot(...vector));
  const words = text.split(' ').map((word) => hashedVector(word, 768));
  const mean = hashedVector('', 768).map((_, n) => words.reduce((sum, word) => sum + (word[n] ?? 0), 0) / 3);

  it.each<[SageMakerEmbeddingsInput['format'] & string, Container, number[], object]>([
    ['tei', teiEmbeddings(768), hashedVector(text, 768), { inputs: [text], truncate: true }],
    ['jumpstart', jumpstartEmbeddings(768), hashedVector(text, 768), { text_inputs: [text] }],
    ['huggingface-mean', tokenFeatures(768), mean, { inputs: [text], parameters: { truncation: true } }],
    [
      'huggingface-cls',
      tokenFeatures(768),
      hashedVector('cash', 768),
      { inputs: [text], parameters: { truncation: true } },
    ],
  ])('speaks %s', async (format, container, vector, body) => {
    const { embeddings, bodies } = await startRuntime(container);
    expect(await embeddings({ format, normalize: false }).embedQuery(text)).toEqual(vector);
    expect(bodies()).toEqual([body]);
    expect(await embeddings({ format }).embedQuery(text)).toEqual(unit(vector).map((value) => expect.closeTo(value)));
  });

  it('takes a format of your own', async () => {
    const { embeddings } = await startRuntime((body) => ({ echo: body }));
    const { z } = await import('zod');
    const format = {
      encode: (texts: readonly string[]) => ({ texts }),
      answer: z.object({ echo: z.string() }).transform(() => [[3, 4]]),
    };
    expect(await embeddings({ format, dimensions: 2 }).embedQuery('x')).toEqual([0.6, 0.8]);
  });

  it('takes token vectors without the list around them', async () => {
    const { embeddings } = await startRuntime(() => [
      [
        [1, 0],
        [0, 1],
      ],
    ]);
    expect(await embeddings({ format: 'huggingface-mean', dimensions: 2, normalize: false }).embedQuery('x')).toEqual([
      0.5, 0.5,
    ]);
  });

  it('embeds in batches, in order, each text once', async () => {
    const { embeddings, bodies } = await startRuntime(teiEmbeddings(768));
    const texts = Array.from({ length: 80 }, (_, n) => `text ${n % 70}`);
    const vectors = await embeddings({ normalize: false }).embedDocuments(texts);
    expect(vectors).toEqual(texts.map((one) => hashedVector(one, 768)));
    expect(
      bodies()
        .map(({ inputs }) => inputs.length)
        .sort(),
    ).toEqual([32, 32, 6]);
  });

  it('names the model of a multi-model endpoint', async () => {
    const container = multiModel({ 'finbert-v3.tar.gz': teiEmbeddings(768), 'minilm.tar.gz': teiEmbeddings(384) });
    const { embeddings, emulator } = await startRuntime(container);
    expect(await embeddings({ targetModel: 'finbert-v3.tar.gz' }).embedQuery('x')).toHaveLength(768);
    expect(emulator.requests[0]?.headers['x-amzn-sagemaker-target-model']).toBe('finbert-v3.tar.gz');
    await expect(embeddings({ targetModel: 'minilm.tar.gz' }).embedQuery('x')).rejects.toMatchObject({
      code: 'EMBEDDING_DIMENSION',
      message: expect.stringMatching(/finbert@3 gave vectors of 384 dimensions, not 768/),
    });
    await expect(embeddings({ targetModel: 'gone.tar.gz' }).embedQuery('x')).rejects.toMatchObject({
      code: 'SERVICE_REQUEST',
    });
  });

  it('has an identity of model and version', async () => {
    const { embeddings } = await startRuntime(teiEmbeddings(768));
    expect(embeddings()).toMatchObject({ identity: 'finbert@3', dimensions: 768 });
  });

  it.each<[string, Container, string, boolean]>([
    ['fewer vectors than texts', () => [[1, 2]], 'SERVICE_RESPONSE', false],
    ['another format', () => ({ embedding: [[1, 2]] }), 'SERVICE_RESPONSE', false],
    [
      'no number',
      () => [
        [1, null],
        [1, 2],
      ],
      'SERVICE_RESPONSE',
      false,
    ],
  ])('%s is an error', async (_, container, code, retryable) => {
    const { embeddings } = await startRuntime(container);
    const refused = embeddings({ dimensions: 2 }).embedDocuments(['a', 'b']);
    await expect(refused).rejects.toMatchObject({ code, retryable });
  });

  it.each<[string, FaultInput, object]>([
    ['throttle', { kind: 'throttle' }, { code: 'SERVICE_THROTTLED', retryable: true }],
    ['server-error', { kind: 'server-error' }, { code: 'SERVICE_UNAVAILABLE', retryable: true }],
    ['malformed', { kind: 'malformed' }, { code: 'SERVICE_RESPONSE', retryable: true }],
    ['cut', { kind: 'cut' }, { retryable: true }],
  ])('%s is a typed error', async (_, fault, error) => {
    const { embeddings } = await startRuntime(teiEmbeddings(768), { faults: [fault] });
    await expect(embeddings().embedQuery('a')).rejects.toMatchObject(error);
  });
});
