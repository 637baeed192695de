import assert from 'node:assert/strict';
import { assertRefused, conflict, recordStoreCase, refusedInput } from './fixture.ts';

const key = { partition: 'p', sort: 's' };
const second = 1000;

export const expiryCases = [
  recordStoreCase('a record is seen until its expiry and never after', async ({ store, clock }) => {
    const expiresAt = clock() + second;
    assert.equal((await store.put({ ...key, value: 1, expiresAt })).expiresAt, expiresAt);
    clock.advance(second - 1);
    assert.deepEqual(await store.get(key), { ...key, value: 1, version: 1, expiresAt });
    clock.advance(1);
    assert.equal(await store.get(key), undefined);
    assert.deepEqual(await store.list(key.partition), { records: [] });
  }),
  recordStoreCase('an expired record is absent for every condition', async ({ store, clock }) => {
    await store.put({ ...key, value: 'old' });
    await store.put({ ...key, value: 'old', expiresAt: clock() + second });
    clock.advance(second);
    await assertRefused(store.put({ ...key, value: 'new', expected: 2 }), conflict);
    await assertRefused(store.delete({ ...key, expected: 2 }), conflict);
    await assertRefused(store.transact([{ ...key, check: true, expected: 2 }]), conflict);
    await store.transact([{ ...key, check: true, expected: 'absent' }]);
    assert.equal((await store.put({ ...key, value: 'new', expected: 'absent' })).version, 1);
  }),
  recordStoreCase('writing again without an expiry keeps the record for good', async ({ store, clock }) => {
    await store.put({ ...key, value: 1, expiresAt: clock() + second });
    await store.put({ ...key, value: 2 });
    clock.advance(10 * second);
    assert.deepEqual(await store.get(key), { ...key, value: 2, version: 2 });
  }),
  recordStoreCase('expired records do not shorten a page', async ({ store, clock }) => {
    for (const [index, sort] of ['a', 'b', 'c', 'd', 'e', 'f'].entries()) {
      const expiry = index % 2 === 0 ? { expiresAt: clock() + second } : {};
      await store.put({ partition: 'p', sort, value: sort, ...expiry });
    }
    clock.advance(second);
    const { records, next } = await store.list('p', { limit: 2 });
    assert.deepEqual(
      records.map(({ sort }) => sort),
      ['b', 'd'],
    );
    assert.equal(next, 'd');
    assert.deepEqual((await store.list('p', { limit: 2, after: 'd' })).next, undefined);
  }),
  recordStoreCase('an expiry that is no time is refused', async ({ store }) => {
    for (const expiresAt of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      await assertRefused(store.put({ ...key, value: 1, expiresAt }), refusedInput);
    }
  }),
];
