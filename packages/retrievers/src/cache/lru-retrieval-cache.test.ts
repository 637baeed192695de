import { fakeClock } from '@plumbline/core/testing';
import { describe, expect, it } from 'vitest';
import type { RetrievalCacheFixture } from '../testing/cache/fixture.ts';
import { testKey, testRetrieval } from '../testing/cache/fixture.ts';
import { retrievalCacheCases } from '../testing/retrieval-cache-cases.ts';
import { createLruRetrievalCache, createLruTextStore } from './lru-retrieval-cache.ts';
import { createTextCache, textKey } from './text-cache.ts';

async function createFixture(): Promise<RetrievalCacheFixture> {
  const clock = fakeClock();
  const store = createLruTextStore({});
  return {
    cache: createTextCache(store, { clock, maxEntryLength: 1_000_000 }),
    clock,
    writeRaw: (key, text) => store.write(textKey(key), text, 1000),
    readRaw: (key) => store.read(textKey(key)),
    dispose: async () => {},
  };
}

describe('the cache in this process', () => {
  it.each(retrievalCacheCases)('$name', ({ run }) => run(createFixture));

  it('keeps so many entries, and forgets the one not used for longest', async () => {
    const clock = fakeClock();
    const cache = createLruRetrievalCache({ maxEntries: 2, clock });
    await cache.set(testKey('a'), testRetrieval(clock));
    await cache.set(testKey('b'), testRetrieval(clock));
    await cache.get(testKey('a'));
    await cache.set(testKey('c'), testRetrieval(clock));
    const there = await Promise.all(
      ['a', 'b', 'c'].map(async (word) => (await cache.get(testKey(word))) !== undefined),
    );
    expect(there).toEqual([true, false, true]);
  });

  it('keeps so many characters', async () => {
    const clock = fakeClock();
    const cache = createLruRetrievalCache({ maxLength: 2000, clock });
    const words = Array.from({ length: 20 }, (_, place) => `word ${place}`);
    for (const word of words) await cache.set(testKey(word), testRetrieval(clock));
    const there = await Promise.all(words.map(async (word) => (await cache.get(testKey(word))) !== undefined));
    expect(there.filter(Boolean).length).toBeLessThan(5);
    expect(there.at(-1)).toBe(true);
  });
});
