import assert from 'node:assert/strict';
import type { Passage } from '@plumbline/core';
import { testPassage } from '@plumbline/core/testing';
import { retrievalCacheCase, testKey, testRetrieval } from './fixture.ts';

const HOUR = 3_600_000;
const finding = { validator: 'v', severity: 'info', action: 'allow', message: 'as told' } as const;

export const entryCases = [
  retrievalCacheCase('what was kept comes back the same', async ({ cache, clock }) => {
    const documents = [
      testPassage({
        id: 'a#1',
        metadata: { score: 0.25, scores: { text: 3, textRank: 1 }, page: 4, own: { deep: [1] } },
      }),
      testPassage({ id: 'b', pageContent: 'half a pair \ud800, NUL \u0000, 😀, "quotes"\r\n' }),
    ];
    const retrieval = { ...testRetrieval(clock, documents), findings: [finding] };
    await cache.set(testKey('one'), retrieval);
    assert.deepEqual(await cache.get(testKey('one')), retrieval);
  }),
  retrievalCacheCase('a retrieval that found nothing is kept as well', async ({ cache, clock }) => {
    await cache.set(testKey('none'), testRetrieval(clock, []));
    assert.deepEqual((await cache.get(testKey('none')))?.documents, []);
  }),
  retrievalCacheCase('another hash and another index have nothing of it', async ({ cache, clock }) => {
    await cache.set(testKey('one'), testRetrieval(clock));
    assert.equal(await cache.get(testKey('two')), undefined);
    assert.equal(await cache.get(testKey('one', 'research')), undefined);
  }),
  retrievalCacheCase('a later one replaces it', async ({ cache, clock }) => {
    await cache.set(testKey('one'), testRetrieval(clock));
    const later = testRetrieval(clock, [testPassage({ id: 'later' })]);
    await cache.set(testKey('one'), later);
    assert.deepEqual(await cache.get(testKey('one')), later);
  }),
  retrievalCacheCase('it is there until it expires and never after', async ({ cache, clock }) => {
    await cache.set(testKey('one'), testRetrieval(clock));
    clock.advance(HOUR - 1);
    assert.notEqual(await cache.get(testKey('one')), undefined);
    clock.advance(1);
    assert.equal(await cache.get(testKey('one')), undefined);
  }),
  retrievalCacheCase('what has expired is not kept', async ({ cache, clock }) => {
    await cache.set(testKey('one'), { ...testRetrieval(clock), expiresAt: clock() });
    assert.equal(await cache.get(testKey('one')), undefined);
  }),
  retrievalCacheCase('who changes what he got or gave changes nothing that is kept', async ({ cache, clock }) => {
    const given: Passage = testPassage({ id: 'a' });
    await cache.set(testKey('one'), testRetrieval(clock, [given]));
    given.metadata.acl.push('group:everyone');
    const got = await cache.get(testKey('one'));
    got?.documents[0]?.metadata.acl.push('group:everyone');
    assert.deepEqual((await cache.get(testKey('one')))?.documents[0]?.metadata.acl, ['tenant:demo']);
  }),
  retrievalCacheCase('what JSON cannot say is not kept, and is no error', async ({ cache, clock }) => {
    await cache.set(testKey('one'), testRetrieval(clock, [testPassage({ metadata: { amount: 1n } })]));
    assert.equal(await cache.get(testKey('one')), undefined);
  }),
];
