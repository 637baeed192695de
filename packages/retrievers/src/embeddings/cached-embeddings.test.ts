import { Embeddings } from '@langchain/core/embeddings';
import { InMemoryStore } from '@langchain/core/stores';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CachedEmbeddings } from './cached-embeddings.ts';
import type { IdentifiedEmbeddings } from './hashed-ngram-embeddings.ts';
import { packVector, unpackVector } from './packed-vector.ts';

/** Embeddings that note what they are asked, and wait until they are let go. */
class NotingEmbeddings extends Embeddings implements IdentifiedEmbeddings {
  readonly identity: string;
  readonly dimensions = 2;
  readonly asked: string[][] = [];
  gate: Promise<void> = Promise.resolve();
  constructor(identity = 'noting@1') {
    super({});
    this.identity = identity;
  }
  override async embedDocuments(texts: string[]): Promise<number[][]> {
    this.asked.push(texts);
    await this.gate;
    return texts.map((text) => [text.length, 0.1]);
  }
  override async embedQuery(text: string): Promise<number[]> {
    this.asked.push([`query ${text}`]);
    await this.gate;
    return [text.length, 0.2];
  }
}

function setup(identity?: string, store = new InMemoryStore<Uint8Array>()) {
  const embeddings = new NotingEmbeddings(identity);
  const errors: unknown[] = [];
  const cached = new CachedEmbeddings({ embeddings, store, onStoreError: (error) => errors.push(error) });
  return { embeddings, cached, store, errors };
}

describe('cached embeddings', () => {
  it('embed each text once, within a batch and after it', async () => {
    const { cached, embeddings } = setup();
    const first = await cached.embedDocuments(['a', 'bb', 'a']);
    expect(first).toEqual([
      [1, Math.fround(0.1)],
      [2, Math.fround(0.1)],
      [1, Math.fround(0.1)],
    ]);
    expect(await cached.embedDocuments(['bb', 'ccc'])).toEqual([first[1], [3, Math.fround(0.1)]]);
    expect(embeddings.asked).toEqual([['a', 'bb'], ['ccc']]);
    expect(await cached.embedDocuments([])).toEqual([]);
  });

  it('give the same vectors from the store as the first time', async () => {
    const { cached, store } = setup();
    const fresh = await cached.embedDocuments(['a']);
    const { cached: other, embeddings } = setup(undefined, store);
    expect(await other.embedDocuments(['a'])).toEqual(fresh);
    expect(embeddings.asked).toEqual([]);
  });

  it('keep questions and documents apart', async () => {
    const { cached, embeddings } = setup();
    expect(await cached.embedQuery('a')).not.toEqual((await cached.embedDocuments(['a']))[0]);
    await cached.embedQuery('a');
    expect(embeddings.asked).toEqual([['query a'], ['a']]);
  });

  it('share nothing between versions of a model', async () => {
    const { cached, store } = setup('noting@1');
    await cached.embedDocuments(['a']);
    const { cached: next, embeddings } = setup('noting@2', store);
    await next.embedDocuments(['a']);
    expect(embeddings.asked).toEqual([['a']]);
  });

  it('are what they wrap, to an index', () => {
    expect(setup().cached).toMatchObject({ identity: 'noting@1', dimensions: 2 });
  });

  it('compute once what several calls ask for at the same time', async () => {
    const { cached, embeddings } = setup();
    const gate = Promise.withResolvers<void>();
    embeddings.gate = gate.promise;
    const calls = [cached.embedDocuments(['a', 'b']), cached.embedDocuments(['b', 'c']), cached.embedDocuments(['a'])];
    await expect.poll(() => embeddings.asked.length).toBe(2);
    gate.resolve();
    const [one, two, three] = await Promise.all(calls);
    expect([two?.[0], three?.[0]]).toEqual([one?.[1], one?.[0]]);
    expect(embeddings.asked).toEqual([['a', 'b'], ['c']]);
  });

  it('tell everyone who waits of a failure, and try again afterwards', async () => {
    const { cached, embeddings } = setup();
    embeddings.gate = Promise.reject(new Error('no model'));
    const calls = [cached.embedDocuments(['a']), cached.embedDocuments(['a'])];
    const results = await Promise.allSettled(calls);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    embeddings.gate = Promise.resolve();
    expect(await cached.embedDocuments(['a'])).toHaveLength(1);
    expect(embeddings.asked).toEqual([['a'], ['a']]);
  });

  it('go on without a store that fails, and say so', async () => {
    const fails = async () => Promise.reject(new Error('no store'));
    const embeddings = new NotingEmbeddings();
    const errors: unknown[] = [];
    const store = { mget: fails, mset: fails };
    const cached = new CachedEmbeddings({ embeddings, store, onStoreError: (error) => errors.push(error) });
    expect(await cached.embedDocuments(['a'])).toHaveLength(1);
    await expect.poll(() => errors.length).toBe(2);
  });

  it('compute again what the store holds in another form', async () => {
    const { cached, embeddings, store } = setup();
    await cached.embedDocuments(['a']);
    const [key = ''] = await Array.fromAsync(store.yieldKeys());
    expect(key).not.toContain('a@');
    for (const bytes of [new Uint8Array(3), packVector([Number.NaN, 1]), 'text' as never]) {
      await store.mset([[key, bytes]]);
      expect(await cached.embedDocuments(['a'])).toEqual([[1, Math.fround(0.1)]]);
      await expect.poll(async () => unpackVector((await store.mget([key]))[0], 2)).toBeDefined();
    }
    expect(embeddings.asked).toHaveLength(4);
  });
});

describe('a packed vector', () => {
  it('is the same after unpacking', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ noNaN: true, noDefaultInfinity: true })), (vector) => {
        expect(unpackVector(packVector(vector), vector.length)).toEqual(vector);
      }),
    );
  });

  it('may lie anywhere in a buffer', () => {
    const bytes = new Uint8Array(9);
    bytes.set(packVector([1.5, -2]), 1);
    expect(unpackVector(bytes.subarray(1), 2)).toEqual([1.5, -2]);
  });
});
