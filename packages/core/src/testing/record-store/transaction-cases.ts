import assert from 'node:assert/strict';
import type { RecordWrite } from '../../contracts/record-store.ts';
import { assertRefused, conflict, recordStoreCase, refusedInput } from './fixture.ts';

const partition = 'p';
const put = (sort: string, value: string) => ({ partition, sort, value });

export const transactionCases = [
  recordStoreCase('a transaction puts, deletes and checks together', async ({ store }) => {
    await store.put(put('old', 'old'));
    await store.put(put('guard', 'guard'));
    await store.transact([
      put('new', 'new'),
      { partition, sort: 'old', delete: true, expected: 1 },
      { partition, sort: 'guard', check: true, expected: 1 },
      { partition: 'index', sort: 'x', value: 'p/new', expected: 'absent' },
    ]);
    assert.equal((await store.get({ partition, sort: 'new' }))?.version, 1);
    assert.equal(await store.get({ partition, sort: 'old' }), undefined);
    assert.equal((await store.get({ partition, sort: 'guard' }))?.version, 1);
    assert.equal((await store.get({ partition: 'index', sort: 'x' }))?.value, 'p/new');
  }),
  recordStoreCase('a transaction with one condition that does not hold writes nothing', async ({ store }) => {
    await store.put(put('kept', 'kept'));
    const failing: readonly RecordWrite[] = [
      { partition, sort: 'kept', check: true, expected: 2 },
      { partition, sort: 'absent', check: true, expected: 1 },
      { partition, sort: 'kept', check: true, expected: 'absent' },
      { ...put('other', 'other'), expected: 3 },
      { partition, sort: 'other', delete: true, expected: 1 },
    ];
    for (const bad of failing) {
      await assertRefused(store.transact([put('new', 'new'), { ...put('more', 'more') }, bad]), conflict);
      await assertRefused(store.transact([bad, put('new', 'new')]), conflict);
    }
    assert.deepEqual((await store.list(partition)).records, [{ ...put('kept', 'kept'), version: 1 }]);
  }),
  recordStoreCase('a transaction with one write that is refused writes nothing', async ({ store }) => {
    await assertRefused(store.transact([put('new', 'new'), put('', 'empty key')]), refusedInput);
    await assertRefused(
      store.transact([put('new', 'new'), { partition, sort: 'nan', value: Number.NaN }]),
      refusedInput,
    );
    assert.deepEqual((await store.list(partition)).records, []);
  }),
  recordStoreCase('a key named twice in one transaction is refused', async ({ store }) => {
    const remove = { partition, sort: 'new', delete: true } as const;
    const check = { partition, sort: 'new', check: true, expected: 'absent' } as const;
    for (const twice of [put('new', 'second'), remove, check]) {
      await assertRefused(store.transact([put('new', 'first'), twice]), refusedInput);
    }
    assert.equal(await store.get({ partition, sort: 'new' }), undefined);
    await store.transact([put('new', 'one'), { partition: 'other', sort: 'new', value: 'another partition' }]);
  }),
  recordStoreCase('100 writes fit into one transaction, 101 do not', async ({ store }) => {
    const writes = Array.from({ length: 101 }, (_, index) => put(`k${index}`, 'v'));
    await assertRefused(store.transact(writes), refusedInput);
    assert.deepEqual((await store.list(partition)).records, []);
    await store.transact(writes.slice(0, 100));
    assert.equal((await store.list(partition, { limit: 1000 })).records.length, 100);
    await store.transact([]);
  }),
  recordStoreCase('concurrent transactions over the same keys are all or nothing', async ({ store }) => {
    const transfers = Array.from({ length: 50 }, (_, index) =>
      store.transact([
        { ...put('left', `by ${index}`), expected: 'absent' },
        { ...put('right', `by ${index}`), expected: 'absent' },
      ]),
    );
    const winners = (await Promise.allSettled(transfers)).filter(({ status }) => status === 'fulfilled');
    assert.equal(winners.length, 1);
    const [left, right] = (await store.list(partition)).records;
    assert.equal(left?.value, right?.value);
  }),
];
