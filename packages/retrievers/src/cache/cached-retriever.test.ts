import { BaseRetriever } from '@langchain/core/retrievers';
import {
  type Finding,
  InvalidInputError,
  isReportingRetriever,
  MissingContextError,
  type Passage,
  type Retrieval,
} from '@plumbline/core';
import { fakeClock, testContext, testPassage } from '@plumbline/core/testing';
import { describe, expect, it } from 'vitest';
import { retrievalCacheKey } from './cache-key.ts';
import { CachedRetriever, type CachedRetrieverInput } from './cached-retriever.ts';
import { createLruRetrievalCache } from './lru-retrieval-cache.ts';
import { type RetrievalCache, RetrievalCacheError } from './retrieval-cache.ts';

const CONTEXT = testContext();
const QUESTION = 'What were net sales?';
const HOUR = 3_600_000;
const WARNING: Finding = { validator: 'v', severity: 'warn', action: 'allow', message: 'a tier was down' };

/** Counts its calls, and answers when it is told to. */
class CountingRetriever extends BaseRetriever {
  override lc_namespace = ['test'];
  readonly reportsFindings = true;
  calls: { question: string; context?: unknown; signal?: AbortSignal }[] = [];
  answer: () => Promise<Retrieval>;

  constructor(documents: Passage[] = [testPassage({ id: 'a' })]) {
    super();
    this.answer = async () => ({ documents, findings: [] });
  }

  async retrieve(question: string, config: { context?: unknown; signal?: AbortSignal } = {}): Promise<Retrieval> {
    this.calls.push({ question, ...config });
    return await this.answer();
  }
}

function setup(overrides: Partial<CachedRetrieverInput> = {}) {
  const clock = fakeClock();
  const inner = new CountingRetriever();
  const heard: string[] = [];
  const cache = createLruRetrievalCache({ clock });
  const retriever = new CachedRetriever({
    retriever: inner,
    cache,
    clock,
    index: { name: 'filings', version: '1' },
    version: 'r1',
    onFinding: ({ message }) => void heard.push(message),
    ...overrides,
  });
  const from = async (question = QUESTION, context = CONTEXT) => (await retriever.retrieve(question, { context })).from;
  return { retriever, inner, cache, clock, heard, from };
}

/** Fails as told until it is mended. */
function breakingCache(inner: RetrievalCache) {
  const state = { fail: async (): Promise<void> => {} };
  const unlessDown = async <T>(call: () => Promise<T>): Promise<T> => {
    await state.fail();
    return await call();
  };
  const cache: RetrievalCache = {
    get: (key) => unlessDown(() => inner.get(key)),
    set: (key, retrieval) => unlessDown(() => inner.set(key, retrieval)),
    clear: (index) => unlessDown(() => inner.clear(index)),
  };
  return { cache, state };
}

describe('a retriever with a cache', () => {
  it('asks the retriever once for the same question of those who may see the same', async () => {
    const { retriever, inner, from } = setup();
    expect(await from()).toBe('miss');
    expect(await from()).toBe('hit');
    expect(await from('What were  net sales', testContext({ principal: { id: 'bob' } }))).toBe('hit');
    expect(await retriever.invoke(QUESTION, { context: CONTEXT })).toEqual([testPassage({ id: 'a' })]);
    expect(inner.calls).toHaveLength(1);
  });

  it('asks anew for those who may see something else, and for another version of the index', async () => {
    let version = '1';
    const { from } = setup({ index: async () => ({ name: 'filings', version }) });
    expect(await from()).toBe('miss');
    expect(await from(QUESTION, testContext({ principal: { clearance: 'restricted' } }))).toBe('miss');
    version = '2';
    expect(await from()).toBe('miss');
  });

  it('keeps apart what a retriever knows of persons', async () => {
    const { from } = setup({ perPrincipal: true });
    expect([await from(), await from()]).toEqual(['miss', 'hit']);
    expect(await from(QUESTION, testContext({ principal: { id: 'bob' } }))).toBe('miss');
  });

  it('keeps the findings of a retriever, and returns them again', async () => {
    const { inner, retriever } = setup();
    const note: Finding = { ...WARNING, severity: 'info' };
    inner.answer = async () => ({ documents: [], findings: [note] });
    await retriever.invoke(QUESTION, { context: CONTEXT });
    expect(await retriever.retrieve(QUESTION, { context: CONTEXT })).toEqual({
      documents: [],
      findings: [note],
      from: 'hit',
    });
  });

  it('does not keep a result with a warning, nor a failure', async () => {
    const { inner, retriever, from } = setup();
    inner.answer = async () => ({ documents: [testPassage()], findings: [WARNING] });
    expect((await retriever.retrieve(QUESTION, { context: CONTEXT })).findings).toEqual([WARNING]);
    inner.answer = async () => {
      throw new InvalidInputError('no');
    };
    await expect(from()).rejects.toThrow(InvalidInputError);
    inner.answer = async () => ({ documents: [], findings: [] });
    expect([await from(), await from()]).toEqual(['miss', 'hit']);
  });

  it('refuses without a context, before anything is asked', async () => {
    const { retriever, inner } = setup();
    await expect(retriever.invoke(QUESTION)).rejects.toThrow(MissingContextError);
    expect(inner.calls).toEqual([]);
  });

  it('refuses an index name and a filter that are none', () => {
    expect(() => setup({ index: { name: 'a:*', version: '1' } })).toThrow(InvalidInputError);
    expect(() => setup({ filter: JSON.parse('{"op":"like"}') })).toThrow();
  });

  it('is known to report findings', () => {
    expect(isReportingRetriever(setup().retriever)).toBe(true);
  });
});

describe('the age of an entry', () => {
  it('is 24 hours at most, whatever the cache says', async () => {
    const { clock, from, cache } = setup({ staleAfterMs: 30 * HOUR });
    await from();
    clock.advance(24 * HOUR - 1);
    expect(await from()).toBe('hit');
    clock.advance(1);
    expect(await from()).toBe('miss');
    const input = {
      question: 'old',
      context: CONTEXT,
      index: { name: 'filings', version: '1' },
      retrieverVersion: 'r1',
    };
    const old = { documents: [], findings: [], storedAt: clock() - 25 * HOUR, expiresAt: clock() + HOUR };
    await cache.set(retrievalCacheKey(input), old);
    expect(await from('old')).toBe('miss');
  });

  it('lets it be renewed behind the answer after 20 hours', async () => {
    const { clock, from, retriever, inner } = setup();
    await from();
    clock.advance(20 * HOUR);
    inner.answer = async () => ({ documents: [testPassage({ id: 'new' })], findings: [] });
    const context = testContext({ deadline: Date.now() + 100_000, purpose: 'advice' });
    const { documents, from: source } = await retriever.retrieve(QUESTION, { context });
    expect([documents.map(({ id }) => id), source]).toEqual([['a'], 'stale']);
    await retriever.settled();
    expect((await retriever.invoke(QUESTION, { context: CONTEXT })).map(({ id }) => id)).toEqual(['new']);
    clock.advance(19 * HOUR);
    expect(await from()).toBe('hit');
    expect(inner.calls).toHaveLength(2);
    expect(inner.calls[1]?.context).toEqual(testContext({ purpose: 'advice' }));
  });

  it('is kept, and told, when it cannot be renewed', async () => {
    const { clock, from, retriever, inner, heard } = setup();
    await from();
    clock.advance(21 * HOUR);
    inner.answer = async () => {
      throw new Error('ZEBRA');
    };
    expect(await from()).toBe('stale');
    await retriever.settled();
    expect(heard).toEqual(['A cached retrieval could not be renewed (Error); the old one stays until it expires.']);
    expect(await from()).toBe('stale');
    await retriever.settled();
  });

  it('is renewed once, however many find it old', async () => {
    const { clock, from, retriever, inner } = setup();
    await from();
    clock.advance(21 * HOUR);
    await Promise.all([from(), from(), from()]);
    await retriever.settled();
    expect(inner.calls).toHaveLength(2);
  });
});

describe('questions at the same time', () => {
  it('share one call, and nothing else', async () => {
    const { inner, retriever } = setup();
    const results = await Promise.all([1, 2, 3].map(() => retriever.retrieve(QUESTION, { context: CONTEXT })));
    expect(results.map(({ from }) => from)).toEqual(['miss', 'shared', 'shared']);
    expect(inner.calls).toHaveLength(1);
    results[0]?.documents[0]?.metadata.acl.push('group:x');
    expect(results[1]?.documents[0]?.metadata.acl).toEqual(['tenant:demo']);
  });

  it('never share one across entitlements', async () => {
    const { inner, from } = setup();
    await Promise.all([from(), from(QUESTION, testContext({ principal: { groups: ['x'] } }))]);
    expect(inner.calls).toHaveLength(2);
  });

  it('go on when the one that made the call gives up, and end the call when all do', async () => {
    const { inner, retriever } = setup();
    const answer = Promise.withResolvers<Retrieval>();
    inner.answer = () => answer.promise;
    const [first, second] = [new AbortController(), new AbortController()];
    const runs = [first, second].map(({ signal }) => retriever.invoke(QUESTION, { context: CONTEXT, signal }));
    await expect.poll(() => inner.calls.length).toBe(1);
    first.abort(new Error('gone'));
    await expect(runs[0]).rejects.toThrow('gone');
    expect(inner.calls[0]?.signal?.aborted).toBe(false);
    second.abort(new Error('gone too'));
    await expect(runs[1]).rejects.toThrow('gone too');
    expect(inner.calls[0]?.signal?.aborted).toBe(true);
  });

  it('try once more when the shared call failed', async () => {
    const { inner, retriever } = setup();
    let fail = true;
    inner.answer = async () => {
      if (fail) {
        fail = false;
        throw new Error('the deadline of the first');
      }
      return { documents: [], findings: [] };
    };
    const results = await Promise.allSettled([1, 2, 3].map(() => retriever.invoke(QUESTION, { context: CONTEXT })));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(inner.calls).toHaveLength(2);
  });
});

describe('what the caller may not read', () => {
  const secret = testPassage({ id: 's', metadata: { classification: 'restricted' } });

  it('is not kept', async () => {
    const { inner, from, retriever } = setup();
    inner.answer = async () => ({ documents: [secret, testPassage({ id: 'a' })], findings: [] });
    await from();
    expect((await retriever.invoke(QUESTION, { context: CONTEXT })).map(({ id }) => id)).toEqual(['a']);
  });

  it.each([
    ['is classified above the caller', secret],
    ['is of another tenant', testPassage({ metadata: { acl: ['tenant:other'] } })],
    ['has no tenant', testPassage({ metadata: { acl: [] } })],
    ['is dated after the day of the question', testPassage({ metadata: { asOf: '2024-01-01' } })],
  ])('is not served from an entry that %s: the whole entry is not used', async (_, passage) => {
    const { cache, clock, heard, retriever, inner } = setup();
    const context = testContext({ asOf: '2023-12-31' });
    const input = { question: QUESTION, context, index: { name: 'filings', version: '1' }, retrieverVersion: 'r1' };
    const forged = { documents: [testPassage({ id: 'a' }), passage], findings: [] };
    await cache.set(retrievalCacheKey(input), { ...forged, storedAt: clock(), expiresAt: clock() + HOUR });
    const { documents, from } = await retriever.retrieve(QUESTION, { context });
    expect([documents.map(({ id }) => id), from]).toEqual([['a'], 'miss']);
    expect(inner.calls).toHaveLength(1);
    expect(heard).toEqual(['A cached retrieval held what its caller may not read; it was not used.']);
  });

  it('does not pass where entries are shared by the tokens of the index and those are out of date', async () => {
    const index = { name: 'filings', version: '1', accessTokens: new Set<string>() };
    const { inner, from } = setup({ index });
    const own = testPassage({ id: 'own', metadata: { acl: ['tenant:demo', 'client:c-1'] } });
    inner.answer = async () => ({ documents: [own], findings: [] });
    expect(await from(QUESTION, testContext({ principal: { clientIds: ['c-1'] } }))).toBe('miss');
    expect(await from(QUESTION, testContext({ principal: { clientIds: ['c-2'] } }))).toBe('miss');
  });
});

describe('a swap of the index', () => {
  it('forgets what was kept, and does not keep what was under way', async () => {
    const { inner, from, retriever } = setup();
    await from('known');
    const answer = Promise.withResolvers<Retrieval>();
    inner.answer = () => answer.promise;
    const late = from();
    await expect.poll(() => inner.calls.length).toBe(2);
    await retriever.invalidate();
    answer.resolve({ documents: [], findings: [] });
    expect(await late).toBe('miss');
    expect([await from('known'), await from()]).toEqual(['miss', 'miss']);
  });
});

describe('a list to warm up with', () => {
  it('is asked, and counted', async () => {
    const { retriever, inner, from } = setup();
    await from('known');
    inner.answer = async () => {
      if (inner.calls.at(-1)?.question === 'bad') throw new Error('no');
      return { documents: [], findings: [] };
    };
    const items = ['known', 'new', 'bad', 'newer'].map((question) => ({ question, context: CONTEXT }));
    expect(await retriever.warmUp(items)).toEqual({ loaded: 2, present: 1, failed: 1 });
    expect([await from('new'), await from('newer')]).toEqual(['hit', 'hit']);
  });

  it('ends when it is told to', async () => {
    const { retriever, inner } = setup();
    const items = [{ question: QUESTION, context: CONTEXT }];
    const run = retriever.warmUp(items, { signal: AbortSignal.abort(new Error('stop')) });
    await expect(run).rejects.toThrow('stop');
    expect(inner.calls).toEqual([]);
  });
});

describe('a cache that is down', () => {
  it.each<[string, () => Promise<void>, string]>([
    ['refuses', () => Promise.reject(new RetrievalCacheError('did not answer GET')), 'RETRIEVAL_CACHE'],
    ['hangs', () => new Promise(() => {}), 'TimeoutError'],
    ['throws anything', () => Promise.reject('ZEBRA'), 'Error'],
  ])('and %s costs a warning, never an error', async (_, fail, why) => {
    const { cache, state } = breakingCache(createLruRetrievalCache());
    const { retriever, inner, heard } = setup({ cache, cacheTimeoutMs: 5 });
    state.fail = fail;
    const { documents, findings, from } = await retriever.retrieve(QUESTION, { context: CONTEXT });
    expect([documents.map(({ id }) => id), from]).toEqual([['a'], 'miss']);
    const message = `The retrieval cache is not available (${why}); the question went to the index.`;
    expect(findings).toEqual([{ validator: 'cached-retriever', severity: 'warn', action: 'allow', message }]);
    expect(heard).toEqual([message]);
    expect(inner.calls).toHaveLength(1);
  });

  it('is not asked for every question', async () => {
    const { cache, state } = breakingCache(createLruRetrievalCache());
    const { retriever, from } = setup({ cache });
    let asked = 0;
    state.fail = async () => {
      asked += 1;
      throw new Error('down');
    };
    for (let call = 0; call < 10; call += 1) await from();
    expect(asked).toBe(3);
    const { findings } = await retriever.retrieve(QUESTION, { context: CONTEXT });
    expect(findings[0]?.message).toContain('it failed too often');
  });

  it('is an error for who wants it cleared', async () => {
    const { cache, state } = breakingCache(createLruRetrievalCache());
    state.fail = () => Promise.reject(new RetrievalCacheError('did not answer SCAN'));
    await expect(setup({ cache }).retriever.invalidate()).rejects.toThrow(RetrievalCacheError);
  });

  it('is not asked while the version of the index is not known', async () => {
    const index = () => Promise.reject(new Error('ZEBRA'));
    const { retriever, inner } = setup({ index });
    const { findings } = await retriever.retrieve(QUESTION, { context: CONTEXT });
    expect(findings[0]?.message).toBe('The version of the index is not known (Error); the cache was not asked.');
    expect(inner.calls).toHaveLength(1);
  });
});
