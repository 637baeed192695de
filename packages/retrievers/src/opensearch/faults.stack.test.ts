import { testContext, testPassage } from '@plumbline/core/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stackUrl } from '../../../../test/stack/stack.ts';
import { createSearchClient } from './client.ts';
import { type FaultProxy, type SeenRequest, startFaultProxy } from './fixtures/fault-proxy.ts';
import { openStackIndex, removeIndex, type StackIndex, stackOptions } from './fixtures/stack-index.ts';
import { OpenSearchIndex } from './passage-index.ts';
import { OpenSearchRetriever, type OpenSearchRetrieverInput } from './retriever.ts';

const context = testContext();
const pages = ['rose', 'fell', 'were flat'].map((what, n) =>
  testPassage({ id: `p${n}`, pageContent: `Net sales ${what} by ${n} percent.`, metadata: { docId: `d${n}` } }),
);

let proxy: FaultProxy;
let stack: StackIndex;
const waits: number[] = [];

beforeAll(async () => {
  proxy = await startFaultProxy(await stackUrl('opensearch'));
  const sleep = async (ms: number): Promise<void> => void waits.push(ms);
  stack = await openStackIndex({ node: proxy.url, shards: 1, retry: { sleep }, bulk: { sleep, attempts: 4 } });
  await stack.fill(pages);
});
afterEach(() => {
  proxy.fault(() => ({ kind: 'pass' }));
  waits.length = 0;
});
afterAll(async () => {
  await stack.dispose();
  await proxy.stop();
});

const ask = (input: Partial<OpenSearchRetrieverInput> = {}, question = 'net sales') =>
  new OpenSearchRetriever({ index: stack.index, ...input }).retrieve(question, { context });
const isSearch = ({ path }: SeenRequest) => path.includes('search');
const status = (code: number, body?: unknown, headers?: Record<string, string>) => ({
  kind: 'status' as const,
  status: code,
  ...(body === undefined ? {} : { body }),
  ...(headers === undefined ? {} : { headers }),
});

describe('what a search meets', () => {
  it.each([
    [
      'expired credentials',
      403,
      { Message: 'The security token included in the request is expired' },
      'SERVICE_ACCESS',
      1,
    ],
    ['no credentials', 401, {}, 'SERVICE_ACCESS', 1],
    ['a storm of 429', 429, {}, 'SERVICE_THROTTLED', 3],
    ['a gateway without a server', 502, {}, 'SERVICE_UNAVAILABLE', 3],
    [
      'a query it does not know',
      400,
      { error: { type: 'parsing_exception', reason: 'unknown query' } },
      'SERVICE_REQUEST',
      1,
    ],
  ])('%s', async (_, code, body, error, attempts) => {
    const before = proxy.seen.filter(isSearch).length;
    proxy.fault(() => status(code, body));
    await expect(ask()).rejects.toMatchObject({ code: error });
    expect(proxy.seen.filter(isSearch).length - before).toBe(attempts);
  });

  it('a 429 that passes, after the wait the server asks for', async () => {
    let left = 2;
    proxy.fault(() => (left-- > 0 ? status(429, {}, { 'retry-after': '1' }) : { kind: 'pass' }));
    expect((await ask()).documents).toHaveLength(3);
    expect(waits).toEqual([1000, 1000]);
  });

  it('a server that asks for more patience than there is', async () => {
    proxy.fault(() => status(429, {}, { 'retry-after': '3600' }));
    await expect(ask()).rejects.toMatchObject({ code: 'SERVICE_THROTTLED', retryAfterMs: 3_600_000 });
    expect(waits).toEqual([]);
  });

  it('a connection that breaks in the middle of the answer', async () => {
    proxy.fault(() => ({ kind: 'cut' }));
    await expect(ask()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryable: true });
  });

  it('no answer: the deadline of the question ends it', async () => {
    proxy.fault((request) => (isSearch(request) ? { kind: 'hang' } : { kind: 'pass' }));
    const retriever = new OpenSearchRetriever({ index: stack.index });
    const deadline = Date.now() + 300;
    await expect(retriever.invoke('net sales', { context: testContext({ deadline }) })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });
});

describe('a question of 10,000 words', () => {
  it('is cut, and says so', async () => {
    const words = Array.from({ length: 10_000 }, (_, n) => `word${n}`).join(' ');
    const { documents, findings } = await ask({}, `net sales ${words}`);
    expect(documents).toHaveLength(3);
    expect(findings).toMatchObject([{ severity: 'info', message: expect.stringContaining('first 200') }]);
  });
});

describe('parts that are missing', () => {
  it('a shard without a node is reported, and can be refused', async () => {
    const partial = await openStackIndex();
    try {
      const { alias, call } = partial.index;
      await makeWithOneShardMissing(alias);
      const placed = await Promise.all(pages.map(async (page) => ((await hasPlace(alias, page.id)) ? [page] : [])));
      // No optimise: a refresh would wait for the shard that is missing.
      await partial.index.addPassages(placed.flat());
      const retriever = new OpenSearchRetriever({ index: partial.index, k: 10 });
      const found = () => retriever.retrieve('net sales', { context });
      await expect.poll(async () => (await found()).documents, { timeout: 10_000 }).toHaveLength(placed.flat().length);
      expect((await found()).findings[0]).toMatchObject({
        severity: 'warn',
        message: expect.stringContaining(`1 of 2 shards of "${alias}"`),
      });
      const strict = new OpenSearchRetriever({ index: partial.index, partial: 'refuse' });
      await expect(strict.invoke('net sales', { context })).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
      await expect(partial.read()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
      expect((await call({ method: 'GET', path: `/_cluster/health/${alias}` })).body).toMatchObject({ status: 'red' });
    } finally {
      await partial.dispose();
    }
  });

  it('an index without any shard is an error', async () => {
    const red = await openStackIndex({ shards: 1, retry: { attempts: 1 } });
    try {
      await red.fill(pages);
      await red.index.call({ method: 'POST', path: `/${red.index.alias}/_close` });
      await red.index.call({
        method: 'PUT',
        path: `/${red.index.alias}/_settings`,
        body: { 'index.routing.allocation.require._name': 'nowhere' },
      });
      await red.index.call({
        method: 'POST',
        path: `/${red.index.alias}/_open`,
        querystring: { wait_for_active_shards: 0 },
      });
      const retriever = new OpenSearchRetriever({ index: red.index });
      await expect(retriever.invoke('net sales', { context })).rejects.toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
        retryable: true,
      });
      expect(await red.index.currentVersion()).toContain(red.index.alias);
    } finally {
      await red.dispose();
    }
  });

  /** Two shards on the only node, which may have one of them. */
  async function makeWithOneShardMissing(alias: string): Promise<void> {
    const { call } = stack.index;
    const path = `/${alias}-v000001`;
    await call({ method: 'DELETE', path });
    const settings = { 'index.routing.allocation.total_shards_per_node': 1 };
    const querystring = { wait_for_active_shards: 0 };
    await call({ method: 'PUT', path, querystring, body: { settings, aliases: { [alias]: {} } } });
    await expect
      .poll(async () => (await call({ method: 'GET', path: `/_cluster/health/${alias}` })).body)
      .toMatchObject({ active_shards: 1, initializing_shards: 0 });
  }

  async function hasPlace(alias: string, id: string): Promise<boolean> {
    const { body } = await stack.index.call({
      method: 'GET',
      path: `/${alias}/_search_shards`,
      querystring: { routing: id },
    });
    return JSON.stringify(body).includes('"state":"STARTED"');
  }
});

describe('an index that is not what it should be', () => {
  it('is missing', async () => {
    const options = { ...stackOptions(stack.client), create: false };
    await expect(OpenSearchIndex.open(options)).rejects.toMatchObject({ code: 'INDEX_MISSING' });
    const gone = await openStackIndex();
    await removeIndex(gone.client, gone.index.alias);
    const retriever = new OpenSearchRetriever({ index: gone.index });
    await expect(retriever.invoke('net sales', { context })).rejects.toMatchObject({ code: 'INDEX_MISSING' });
    await expect(gone.index.addPassages(pages)).rejects.toMatchObject({ code: 'INDEX_MISSING' });
    await expect(gone.index.deletePassages(['p0'])).rejects.toMatchObject({ code: 'INDEX_MISSING' });
    // A write to a name that is gone makes no index with a mapping by chance.
    expect(await OpenSearchIndex.open({ ...gone.index.options, create: false }).catch(({ code }) => code)).toBe(
      'INDEX_MISSING',
    );
    await gone.dispose();
  });

  it('has vectors of another length, or another analyser: the message says what to do', async () => {
    const { embeddings, ...options } = stack.index.options;
    const longer = { identity: 'other@1', dimensions: 384, embedQuery: embed(384), embedDocuments: embedAll(384) };
    await expect(OpenSearchIndex.open({ ...options, embeddings: longer })).rejects.toMatchObject({
      code: 'INDEX_MISMATCH',
      message: expect.stringMatching(/256 dimensions.*other@1 \(384\).*reindex/s),
    });
    const thesaurus = { name: 'mine', version: 2, groups: [['eps', 'earnings per share']] };
    await expect(OpenSearchIndex.open({ ...options, embeddings, thesaurus })).rejects.toMatchObject({
      code: 'INDEX_MISMATCH',
      message: expect.stringContaining('mine@2'),
    });
  });

  it('gets vectors of another length from embeddings that changed', async () => {
    const { embeddings, ...options } = stack.index.options;
    const identity = 'identity' in embeddings ? embeddings.identity : '';
    const changed = { identity, dimensions: 256, embedQuery: embed(384), embedDocuments: embedAll(384) };
    const index = await OpenSearchIndex.open({ ...options, embeddings: changed });
    await expect(index.addPassages(pages)).rejects.toMatchObject({ code: 'INDEX_MISMATCH' });
    await expect(new OpenSearchRetriever({ index }).invoke('net sales', { context })).rejects.toMatchObject({
      code: 'INDEX_MISMATCH',
    });
  });

  it('was not made here', async () => {
    const { index, client } = stack;
    const alias = `${index.alias}-foreign`;
    const made = { aliases: { [alias]: {} } };
    await index.call({ method: 'PUT', path: `/${alias}-v000001`, body: made });
    await expect(OpenSearchIndex.open({ ...index.options, alias })).rejects.toMatchObject({
      code: 'INDEX_MISMATCH',
      message: expect.stringContaining('_meta.plumbline'),
    });
    await removeIndex(client, alias);
  });

  const embed = (length: number) => async () => Array.from({ length }, () => 1);
  const embedAll = (length: number) => async (texts: string[]) => texts.map(() => Array.from({ length }, () => 1));
});

describe('a bulk write', () => {
  it('tries again what the cluster was too busy for, alone', async () => {
    let left = 2;
    proxy.fault((request) => {
      if (!request.path.includes('_bulk') || left-- <= 0) return { kind: 'pass' };
      return left === 1 ? status(429, {}) : status(200, { errors: true, items: rejected(request, 'p1') });
    });
    const before = proxy.seen.length;
    await stack.index.addPassages(pages);
    const bodies = proxy.seen
      .slice(before)
      .map(({ body }) => body.split('\n').filter((line) => line.startsWith('{"index"')).length);
    expect(bodies).toEqual([3, 3, 1]);
    expect(waits).toHaveLength(2);
  });

  it('gives up in the end, and says what was not written', async () => {
    proxy.fault((request) => (request.path.includes('_bulk') ? status(429, {}) : { kind: 'pass' }));
    await expect(stack.index.addPassages(pages)).rejects.toMatchObject({
      code: 'INDEX_WRITE',
      retryable: true,
      ids: ['p0', 'p1', 'p2'],
    });
    expect(waits).toHaveLength(3);
  });

  /** As if the queue of one shard had been full. */
  function rejected({ body }: SeenRequest, id: string) {
    const ids = [...body.matchAll(/\{"index":\{"_id":"([^"]+)"\}\}/g)].map(([, found]) => found);
    return ids.map((one) => ({
      index:
        one === id ? { status: 429, error: { type: 'rejected_execution_exception', reason: 'full' } } : { status: 200 },
    }));
  }
});

describe('signed requests', () => {
  it('carry a signature by the credentials of the moment, which are renewed before they expire', async () => {
    let renewals = 0;
    const client = await createSearchClient({
      node: proxy.url,
      auth: {
        kind: 'sigv4',
        region: 'us-east-1',
        async credentials() {
          renewals += 1;
          // So near to its end that it must be renewed for the next request.
          return {
            accessKeyId: `KEY${renewals}`,
            secretAccessKey: 's',
            sessionToken: 't',
            expiration: new Date(Date.now() + 1_000),
          };
        },
      },
    });
    const index = await OpenSearchIndex.open({ ...stack.index.options, client, create: false });
    await index.optimise();
    const signed = proxy.seen.slice(-2).map(({ headers }) => headers.authorization ?? '');
    expect(signed[0]).toMatch(/^AWS4-HMAC-SHA256 Credential=KEY1\/\d{8}\/us-east-1\/es\/aws4_request/);
    expect(signed[1]).toContain('Credential=KEY2/');
    expect(proxy.seen.at(-1)?.headers['x-amz-security-token']).toBe('t');
    await client.close();
  });

  it('fail with an access error when there are no credentials', async () => {
    const expired = Object.assign(new Error('the session has ended'), { name: 'CredentialsProviderError' });
    const auth = { kind: 'sigv4', region: 'us-east-1', credentials: () => Promise.reject(expired) } as const;
    const client = await createSearchClient({ node: proxy.url, auth });
    await expect(OpenSearchIndex.open({ ...stack.index.options, client })).rejects.toMatchObject({
      code: 'SERVICE_ACCESS',
    });
    await client.close();
  });

  it('or a password, which never travels in plain text to another machine', async () => {
    const auth = { kind: 'basic', username: 'ada', password: 'secret' } as const;
    await expect(createSearchClient({ node: 'http://search.example.com', auth })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    const client = await createSearchClient({ node: proxy.url, auth });
    await OpenSearchIndex.open({ ...stack.index.options, client });
    expect(proxy.seen.at(-1)?.headers.authorization).toBe(`Basic ${btoa('ada:secret')}`);
    await client.close();
  });
});
