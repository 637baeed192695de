import assert from 'node:assert/strict';
import { assertRefused, conflict, recordStoreCase, refusedInput } from './fixture.ts';

const key = { partition: 'p', sort: 's' };

export const versionCases = [
  recordStoreCase('versions start at 1 and grow by 1 with every write', async ({ store }) => {
    for (const version of [1, 2, 3]) {
      const record = await store.put({ ...key, value: version });
      assert.deepEqual(record, { ...key, value: version, version });
      assert.deepEqual(await store.get(key), record);
    }
  }),
  recordStoreCase('a key that is deleted and written again starts at version 1', async ({ store }) => {
    await store.put({ ...key, value: 'first' });
    await store.put({ ...key, value: 'second' });
    await store.delete(key);
    assert.equal(await store.get(key), undefined);
    assert.equal((await store.put({ ...key, value: 'again', expected: 'absent' })).version, 1);
  }),
  recordStoreCase('a put at another version than the expected one changes nothing', async ({ store }) => {
    await assertRefused(store.put({ ...key, value: 'new', expected: 1 }), conflict);
    assert.equal(await store.get(key), undefined);
    await store.put({ ...key, value: 'old' });
    await assertRefused(store.put({ ...key, value: 'new', expected: 2 }), conflict);
    await assertRefused(store.put({ ...key, value: 'new', expected: 'absent' }), conflict);
    assert.deepEqual(await store.get(key), { ...key, value: 'old', version: 1 });
    assert.equal((await store.put({ ...key, value: 'new', expected: 1 })).version, 2);
  }),
  recordStoreCase('a delete keeps its condition, and deleting nothing is fine', async ({ store }) => {
    await store.delete(key);
    await assertRefused(store.delete({ ...key, expected: 1 }), conflict);
    await store.put({ ...key, value: 'kept' });
    await assertRefused(store.delete({ ...key, expected: 2 }), conflict);
    assert.equal((await store.get(key))?.value, 'kept');
    await store.delete({ ...key, expected: 1 });
    assert.equal(await store.get(key), undefined);
  }),
  recordStoreCase('an expected version that cannot exist is refused', async ({ store }) => {
    for (const expected of [0, -1, 1.5, Number.NaN]) {
      await assertRefused(store.put({ ...key, value: 1, expected }), refusedInput);
      await assertRefused(store.delete({ ...key, expected }), refusedInput);
    }
  }),
  recordStoreCase('of 100 concurrent puts at one version exactly one wins', async ({ store }) => {
    const racers = Array.from({ length: 100 }, (_, racer) => racer);
    for (const expected of ['absent', 1, 2] as const) {
      const race = racers.map((racer) => store.put({ ...key, value: racer, expected }));
      const winners = (await Promise.allSettled(race)).filter(({ status }) => status === 'fulfilled');
      assert.equal(winners.length, 1);
    }
    assert.equal((await store.get(key))?.version, 3);
  }),
  recordStoreCase('no concurrent increment is lost', async ({ store }) => {
    const increment = async (): Promise<void> => {
      for (;;) {
        const now = await store.get(key);
        const count = typeof now?.value === 'number' ? now.value : 0;
        const put = store.put({ ...key, value: count + 1, expected: now?.version ?? 'absent' });
        if (
          await put.then(
            () => true,
            () => false,
          )
        )
          return;
      }
    };
    await Promise.all(Array.from({ length: 20 }, increment));
    assert.deepEqual(await store.get(key), { ...key, value: 20, version: 20 });
  }),
];
