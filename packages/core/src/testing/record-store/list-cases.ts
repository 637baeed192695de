import assert from 'node:assert/strict';
import type { ListOptions, RecordStore } from '../../contracts/record-store.ts';
import { assertRefused, recordStoreCase, refusedInput } from './fixture.ts';

const partition = 'p';

/** In code point order: the characters beyond U+FFFF come last, although their UTF-16 units begin with U+D83D. */
const sorts = ['#', '-', '0', '10', '9', 'A', 'Z', 'a', 'a/', 'a/b', 'a/c', 'b', 'é', '\ue000', '\uffff', '😀', '😀a'];

async function fill(store: RecordStore, keys: readonly string[] = sorts): Promise<void> {
  for (const sort of [...keys].reverse()) await store.put({ partition, sort, value: `at ${sort}` });
  await store.put({ partition: 'other', sort: 'a/x', value: 'of another partition' });
}

async function sortsOf(store: RecordStore, options?: ListOptions): Promise<string[]> {
  return (await store.list(partition, options)).records.map(({ sort }) => sort);
}

export const listCases = [
  recordStoreCase('an empty partition lists nothing', async ({ store }) => {
    assert.deepEqual(await store.list(partition), { records: [] });
  }),
  recordStoreCase('records are listed whole, in code point order of their sort keys', async ({ store }) => {
    await fill(store);
    const page = await store.list(partition);
    assert.deepEqual(page, { records: sorts.map((sort) => ({ partition, sort, value: `at ${sort}`, version: 1 })) });
  }),
  recordStoreCase('a prefix is taken as it stands', async ({ store }) => {
    await fill(store, [...sorts, '%', '_', 'a%', 'a_']);
    assert.deepEqual(await sortsOf(store, { prefix: 'a/' }), ['a/', 'a/b', 'a/c']);
    assert.deepEqual(await sortsOf(store, { prefix: '😀' }), ['😀', '😀a']);
    assert.deepEqual(await sortsOf(store, { prefix: '\uffff' }), ['\uffff']);
    assert.deepEqual(await sortsOf(store, { prefix: 'a%' }), ['a%']);
    assert.deepEqual(await sortsOf(store, { prefix: '_' }), ['_']);
    assert.deepEqual(await sortsOf(store, { prefix: 'nothing' }), []);
  }),
  recordStoreCase('pages follow each other without gap or overlap, whatever their size', async ({ store }) => {
    await fill(store);
    for (const limit of [1, 2, 3, sorts.length - 1, sorts.length, sorts.length + 1]) {
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await store.list(partition, after === undefined ? { limit } : { limit, after });
        assert.ok(page.records.length <= limit);
        seen.push(...page.records.map(({ sort }) => sort));
        after = page.next;
      } while (after !== undefined);
      assert.deepEqual(seen, sorts);
    }
  }),
  recordStoreCase('after is exclusive, may name no record, and goes with a prefix', async ({ store }) => {
    await fill(store);
    assert.deepEqual(await sortsOf(store, { after: 'b' }), ['é', '\ue000', '\uffff', '😀', '😀a']);
    assert.deepEqual(await sortsOf(store, { after: 'bb' }), ['é', '\ue000', '\uffff', '😀', '😀a']);
    assert.deepEqual(await sortsOf(store, { prefix: 'a', after: 'a/' }), ['a/b', 'a/c']);
    assert.deepEqual(await sortsOf(store, { prefix: 'a', after: 'A' }), ['a', 'a/', 'a/b', 'a/c']);
    assert.deepEqual(await sortsOf(store, { prefix: 'a', after: 'b' }), []);
  }),
  recordStoreCase('a list holds 100 records unless told otherwise, and at most 1000', async ({ store }) => {
    const many = Array.from({ length: 101 }, (_, index) => `k${String(index).padStart(3, '0')}`);
    await fill(store, many);
    const page = await store.list(partition);
    assert.equal(page.records.length, 100);
    assert.equal(page.next, 'k099');
    assert.equal((await store.list(partition, { limit: 1000 })).records.length, 101);
    for (const limit of [0, -1, 1.5, 1001, Number.NaN]) {
      await assertRefused(store.list(partition, { limit }), refusedInput);
    }
  }),
];
