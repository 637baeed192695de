import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testPassage } from '@plumbline/core/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { onnxRuntime } from '../../../../test/onnx/runtime.ts';
import { OnnxEmbeddings, type OnnxEmbeddingsInput } from './embeddings.ts';
import { tinyClassifier, tinyCrossEncoder, tinyEcho, tinyEncoder } from './fixtures/tiny-models.ts';
import { OnnxReranker, type OnnxRerankerInput } from './reranker.ts';
import { createWordPieceTokenizer } from './word-piece.ts';

const runtime = onnxRuntime();
const tokenizer = createWordPieceTokenizer({
  vocabulary: ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'cash', 'yields', 'merger'].join('\n'),
});
/** Vectors of the seven tokens. The special ones are 0, padding is far away: it must not count. */
const VECTORS = [
  [99, 99],
  [0, 0],
  [0, 0],
  [0, 0],
  [4, 0],
  [0, 8],
  [-4, -4],
];
/** Padding would add 99. */
const WEIGHTS = [99, 0, 0, 0, 1, 2, -1];

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function openEmbeddings(input: Partial<OnnxEmbeddingsInput> = {}) {
  const embeddings = await OnnxEmbeddings.open({
    model: tinyEncoder(VECTORS),
    tokenizer,
    runtime,
    identity: 'tiny@1',
    dimensions: 2,
    normalize: false,
    ...input,
  });
  open.push(() => embeddings.close());
  return embeddings;
}

async function openReranker(input: Partial<OnnxRerankerInput> = {}) {
  const reranker = await OnnxReranker.open({
    model: tinyCrossEncoder(WEIGHTS),
    tokenizer,
    runtime,
    identity: 'tiny@1',
    ...input,
  });
  open.push(() => reranker.close());
  return reranker;
}

const passages = (...texts: string[]) => texts.map((pageContent, n) => testPassage({ id: `p${n}`, pageContent }));
const ids = (documents: readonly { id?: string }[]) => documents.map(({ id }) => id);
const logistic = (value: number) => 1 / (1 + Math.exp(-value));

describe('OnnxEmbeddings', () => {
  it('are the mean of the tokens, whatever else is in the batch', async () => {
    const embeddings = await openEmbeddings();
    const [short, long] = await embeddings.embedDocuments(['cash', 'cash yields yields cash']);
    expect(short).toEqual([4 / 3, 0]);
    expect(long).toEqual([8 / 6, 16 / 6]);
    expect(await embeddings.embedQuery('cash')).toEqual(short);
    expect(await embeddings.embedDocuments([])).toEqual([]);
  });

  it('may be that of the first token, and of length 1', async () => {
    const vectors = VECTORS.with(2, [3, 4]);
    const embeddings = await openEmbeddings({ model: tinyEncoder(vectors), pooling: 'cls', normalize: true });
    expect(await embeddings.embedQuery('cash')).toEqual([expect.closeTo(0.6), expect.closeTo(0.8)]);
  });

  it('are the same in batches of any size', async () => {
    const texts = ['cash', 'yields cash merger', 'merger', 'cash cash', 'unknown'];
    const [one, many] = await Promise.all([openEmbeddings({ batchSize: 1 }), openEmbeddings({ batchSize: 100 })]);
    expect(await one.embedDocuments(texts)).toEqual(await many.embedDocuments(texts));
  });

  it('cut a text to what the model takes', async () => {
    const embeddings = await openEmbeddings({ maxTokens: 4 });
    expect(await embeddings.embedQuery('cash cash merger merger')).toEqual([2, 0]);
  });

  it('read a model from a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-onnx-'));
    open.push(() => rm(folder, { recursive: true }));
    const model = join(folder, 'model.onnx');
    await writeFile(model, tinyEncoder(VECTORS));
    expect(await (await openEmbeddings({ model })).embedQuery('cash')).toEqual([4 / 3, 0]);
  });

  it('refuse a wrong dimension, with the fix', async () => {
    const embeddings = await openEmbeddings({ dimensions: 768 });
    await expect(embeddings.embedQuery('cash')).rejects.toThrow(
      /tiny@1 gave vectors of 2 dimensions, not 768\. .* set dimensions to 2/,
    );
  });

  it('stop on the signal', async () => {
    const embeddings = await openEmbeddings();
    const signal = AbortSignal.abort(new Error('the user left'));
    await expect(embeddings.embedDocuments(['cash'], { signal })).rejects.toThrow('the user left');
  });

  it.each<[string, Partial<OnnxEmbeddingsInput>, object]>([
    ['no model', { model: new Uint8Array([1, 2, 3]) }, { code: 'ONNX_MODEL' }],
    ['no file', { model: '/nowhere/model.onnx' }, { code: 'ONNX_MODEL' }],
    ['half a model', { model: tinyEncoder(VECTORS).slice(0, 80) }, { code: 'ONNX_MODEL' }],
    ['other inputs', { model: tinyEncoder(VECTORS, ['input_ids', 'pixels']) }, { message: /wants pixels/ }],
    ['no such output', { output: 'pooled' }, { message: /no output pooled; it has last_hidden_state/ }],
  ])('%s is refused', async (_, input, error) => {
    const code = 'code' in error ? error : { message: expect.stringMatching((error as { message: RegExp }).message) };
    await expect(openEmbeddings(input)).rejects.toMatchObject(code);
  });

  it('tell a token the model does not know', async () => {
    const embeddings = await openEmbeddings({ tokenizer: () => ({ ids: [7000] }) });
    await expect(embeddings.embedQuery('cash')).rejects.toMatchObject({ code: 'ONNX_MODEL' });
  });
});

describe('OnnxReranker', () => {
  const given = passages('merger', 'cash', 'cash yields');

  it('puts the passages that answer first', async () => {
    const reranker = await openReranker();
    const { documents, findings } = await reranker.rerank(given, 'cash yields');
    expect(ids(documents)).toEqual(['p2', 'p1', 'p0']);
    expect(documents.map(({ metadata }) => metadata['score'])).toEqual(
      [3, 1, -1].map((logit) => expect.closeTo(logistic(logit), 6)),
    );
    expect(findings).toEqual([]);
    expect(ids(await reranker.compressDocuments([...given], 'cash yields'))).toEqual(['p2', 'p1', 'p0']);
  });

  it('gives the same in batches of any size', async () => {
    const many = passages(...Array.from({ length: 20 }, (_, n) => 'cash '.repeat((n * 7) % 20)));
    const [one, all] = await Promise.all([
      openReranker({ batchSize: 1, k: 20 }),
      openReranker({ batchSize: 50, k: 20 }),
    ]);
    const question = 'yields';
    expect(await one.rerank(many, question)).toEqual(await all.rerank(many, question));
  });

  it('takes the share of the last of several classes', async () => {
    const model = tinyClassifier([
      [0, 1],
      [1, 0],
    ]);
    const reranker = await openReranker({ model, tokenizer: (_, { pair }) => ({ ids: [pair === 'cash' ? 0 : 1] }) });
    const { documents } = await reranker.rerank(given, 'cash');
    expect(ids(documents)).toEqual(['p1', 'p0', 'p2']);
    expect(documents[0]?.metadata['score']).toBeCloseTo(logistic(1), 6);
    expect(documents[1]?.metadata['score']).toBeCloseTo(logistic(-1), 6);
  });

  it('refuses an output of tokens', async () => {
    const reranker = await openReranker({ model: tinyEncoder(VECTORS) });
    await expect(reranker.rerank(given, 'cash')).rejects.toThrow(/shape \[3, 6, 2\], not \[pairs, classes\]/);
  });

  it('cuts the passage, not the question', async () => {
    const seen: (readonly number[])[] = [];
    const noting: typeof tokenizer = (text, options) => {
      const sequence = tokenizer(text, options);
      seen.push(sequence.ids);
      return sequence;
    };
    const reranker = await openReranker({ tokenizer: noting, maxTokens: 6 });
    await reranker.rerank(passages('cash cash cash yields yields'), 'merger');
    expect(seen).toEqual([[2, 6, 3, 4, 4, 3]]);
  });

  it('leaves the order of retrieval, and says so, when its time is over', async () => {
    const reranker = await openReranker({ k: 2 });
    const { documents, findings } = await reranker.rerank(given, 'cash', { deadline: Date.now() - 1 });
    expect(ids(documents)).toEqual(['p0', 'p1']);
    expect(documents[0]?.metadata).toMatchObject({ rerankFallback: 'DEADLINE' });
    expect(findings).toMatchObject([{ validator: 'OnnxReranker', severity: 'warn', evidence: 'DEADLINE' }]);
  });

  it('looks at the time between two batches', async () => {
    const calls: string[] = [];
    const slow: typeof tokenizer = (text, options) => {
      calls.push(text);
      for (const end = Date.now() + 40; Date.now() < end; );
      return tokenizer(text, options);
    };
    const reranker = await openReranker({ tokenizer: slow, batchSize: 1, timeoutMs: 20 });
    const { findings } = await reranker.rerank(given, 'cash');
    expect(findings).toMatchObject([{ evidence: 'DEADLINE' }]);
    expect(calls).toHaveLength(1);
  });

  it('stops on the signal, with its own reason', async () => {
    const reranker = await openReranker();
    const signal = AbortSignal.abort(new Error('the user left'));
    await expect(reranker.rerank(given, 'cash', { signal })).rejects.toThrow('the user left');
  });

  it('refuses a model that gives no floats', async () => {
    const reranker = await openReranker({ model: tinyEcho() });
    await expect(reranker.rerank(given, 'cash')).rejects.toThrow(/its output logits holds int64/);
  });
});
