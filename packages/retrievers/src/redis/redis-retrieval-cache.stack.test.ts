import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BaseRetriever } from '@langchain/core/retrievers';
import type { Passage } from '@plumbline/core';
import { fakeClock, testContext, testPassage } from '@plumbline/core/testing';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cacheFolder } from '../../../../test/stack/lib/folders.ts';
import { freePorts } from '../../../../test/stack/lib/free-ports.ts';
import { startProcess } from '../../../../test/stack/lib/start-process.ts';
import { redis as service } from '../../../../test/stack/redis/service.ts';
import { stackUrl } from '../../../../test/stack/stack.ts';
import { CachedRetriever } from '../cache/cached-retriever.ts';
import { RetrievalCacheError } from '../cache/retrieval-cache.ts';
import { textKey } from '../cache/text-cache.ts';
import { type RetrievalCacheFixture, testKey, testRetrieval } from '../testing/cache/fixture.ts';
import { retrievalCacheCases } from '../testing/retrieval-cache-cases.ts';
import { createRedisRetrievalCache, createRedisTextStore } from './redis-retrieval-cache.ts';

let url: string;
let client: ReturnType<typeof connect>;
const connect = () => createClient({ url });

beforeAll(async () => {
  url = await stackUrl('redis');
  client = connect();
  await client.connect();
});
afterAll(() => client.close());

const newPrefix = () => `test:${randomUUID()}:[*]:`;

async function createFixture(): Promise<RetrievalCacheFixture> {
  const [clock, prefix] = [fakeClock(), newPrefix()];
  const cache = await createRedisRetrievalCache({ url, prefix, clock });
  return {
    cache,
    clock,
    writeRaw: async (key, text) => void (await client.set(prefix + textKey(key), text)),
    readRaw: async (key) => (await client.get(prefix + textKey(key))) ?? undefined,
    async dispose() {
      await createRedisTextStore(client, prefix).deleteAll('');
      await cache.close();
    },
  };
}

describe('the cache in Redis', () => {
  it.each(retrievalCacheCases)('$name', ({ run }) => run(createFixture));

  it('lets the server forget entries when they expire', async () => {
    const { cache, clock, dispose } = await createFixture();
    await cache.set(testKey('one'), testRetrieval(clock));
    const [key = ''] = await keysLike(textKey(testKey('one')));
    expect(await client.pTTL(key)).toBeGreaterThan(3_500_000);
    await cache.set(testKey('one'), { ...testRetrieval(clock), expiresAt: clock() + 30 });
    await expect.poll(() => client.exists(key)).toBe(0);
    await dispose();
  });

  it('is shared by processes, and takes a client of your own', async () => {
    const [clock, prefix] = [fakeClock(), newPrefix()];
    const [one, other] = await Promise.all([
      createRedisRetrievalCache({ client, prefix, clock }),
      createRedisRetrievalCache({ url, prefix, clock }),
    ]);
    await one.set(testKey('one'), testRetrieval(clock));
    expect(await other.get(testKey('one'))).toEqual(testRetrieval(clock));
    await other.clear('filings');
    expect(await one.get(testKey('one'))).toBeUndefined();
    await Promise.all([one.close(), other.close()]);
  });

  it('is no cache when another kind of value has its key', async () => {
    const { cache, dispose } = await createFixture();
    await cache.set(testKey('one'), { documents: [], findings: [], storedAt: 0, expiresAt: 1e15 });
    const [key = ''] = await keysLike(textKey(testKey('one')));
    await client.del(key);
    await client.lPush(key, 'no text');
    await expect(cache.get(testKey('one'))).rejects.toThrow(RetrievalCacheError);
    await dispose();
  });
});

async function keysLike(end: string): Promise<string[]> {
  return await client.keys(`test:*${end}`);
}

/** Counts its calls. */
class CountingRetriever extends BaseRetriever {
  override lc_namespace = ['test'];
  calls = 0;

  override async _getRelevantDocuments(): Promise<Passage[]> {
    this.calls += 1;
    return [testPassage({ id: 'a' })];
  }
}

describe('a Redis that dies and comes back', () => {
  let data: string;
  let port: number;
  let pid: number | undefined;

  /** A server of this test alone, on the same port each time. */
  async function start(): Promise<void> {
    const home = await service.install(cacheFolder());
    pid = await startProcess(service.command({ home, data, ports: [port] }), join(data, 'log'), service.readyText);
  }
  function kill(): void {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
    pid = undefined;
  }
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'plumbline-redis-'));
    [port = 0] = await freePorts(1);
  });
  afterAll(async () => {
    kill();
    await rm(data, { recursive: true, force: true });
  });

  function setup(cache: Awaited<ReturnType<typeof createRedisRetrievalCache>>) {
    const inner = new CountingRetriever();
    const index = { name: 'i', version: '1' };
    // A busy machine must not look like a server that hangs.
    const retriever = new CachedRetriever({ retriever: inner, cache, index, version: '1', cacheTimeoutMs: 1000 });
    const ask = (question: string) => retriever.retrieve(question, { context: testContext() });
    return { inner, ask };
  }

  it('costs a warning while it is away, never an error, and nothing after', async () => {
    await start();
    const cache = await createRedisRetrievalCache({ url: `redis://127.0.0.1:${port}` });
    const { inner, ask } = setup(cache);
    expect([(await ask('a')).from, (await ask('a')).from]).toEqual(['miss', 'hit']);

    const asked = Array.from({ length: 200 }, async (_, place) => {
      if (place === 100) kill();
      return await ask(`question ${place}`);
    });
    for (const { documents } of await Promise.all(asked)) expect(documents.map(({ id }) => id)).toEqual(['a']);
    const away = await ask('a');
    expect(away.from).toBe('miss');
    expect(away.findings).toEqual([
      expect.objectContaining({ severity: 'warn', message: expect.stringContaining('cache is not available') }),
    ]);
    expect(inner.calls).toBe(202);

    await start();
    await expect.poll(async () => (await ask('a')).from, { timeout: 30_000, interval: 200 }).toBe('hit');
    expect((await ask('a')).findings).toEqual([]);
    await cache.close();
  });

  it('may be away from the start', async () => {
    kill();
    const cache = await createRedisRetrievalCache({ url: `redis://127.0.0.1:${port}`, connectTimeoutMs: 50 });
    const { ask } = setup(cache);
    const { documents, findings } = await ask('a');
    expect([documents.length, findings.length]).toEqual([1, 1]);
    await expect(cache.get(testKey('one'))).rejects.toMatchObject({ code: 'RETRIEVAL_CACHE', retryable: true });
    await cache.close();
  });

  it('may hang', async () => {
    await start();
    const cache = await createRedisRetrievalCache({ url: `redis://127.0.0.1:${port}` });
    const { ask } = setup(cache);
    await ask('a');
    if (pid !== undefined) process.kill(pid, 'SIGSTOP');
    const { documents, findings } = await ask('a');
    expect([documents.length, findings.length]).toEqual([1, 1]);
    await cache.close();
  });
});
