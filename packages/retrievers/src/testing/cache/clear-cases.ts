import assert from 'node:assert/strict';
import { retrievalCacheCase, testKey, testRetrieval } from './fixture.ts';

export const clearCases = [
  retrievalCacheCase('clearing an index forgets all of it and nothing of others', async ({ cache, clock }) => {
    const words = Array.from({ length: 1200 }, (_, place) => `question ${place}`);
    await Promise.all(words.map((word) => cache.set(testKey(word), testRetrieval(clock))));
    const others = ['filings-2', 'filing', 'filingsx', 'f.lings'];
    for (const index of others) await cache.set(testKey('one', index), testRetrieval(clock));
    await cache.clear('filings');
    for (const word of words) assert.equal(await cache.get(testKey(word)), undefined);
    for (const index of others) assert.notEqual(await cache.get(testKey('one', index)), undefined, index);
  }),
  retrievalCacheCase('clearing what is not there is nothing', async ({ cache }) => {
    await cache.clear('filings');
  }),
  retrievalCacheCase('entries written after clearing are kept', async ({ cache, clock }) => {
    await cache.clear('filings');
    await cache.set(testKey('one'), testRetrieval(clock));
    assert.notEqual(await cache.get(testKey('one')), undefined);
  }),
];
