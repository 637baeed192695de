import assert from 'node:assert/strict';
import { testPassage } from '@plumbline/core/testing';
import { retrievalCacheCase, testKey, testRetrieval } from './fixture.ts';

export const sizeCases = [
  retrievalCacheCase('a retrieval of over a million characters is not kept, and is no error', async (fixture) => {
    const { cache, clock, writeRaw } = fixture;
    const key = testKey('large');
    await cache.set(key, testRetrieval(clock, [testPassage({ pageContent: 'x'.repeat(1_000_000) })]));
    assert.equal(await cache.get(key), undefined);
    await writeRaw(key, `"${'x'.repeat(1_000_001)}"`);
    assert.equal(await cache.get(key), undefined);
  }),
];
