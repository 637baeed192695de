import assert from 'node:assert/strict';
import type { JsonValue } from '../../contracts/record-store.ts';
import { assertRefused, recordStoreCase, refusedInput } from './fixture.ts';

const key = { partition: 'p', sort: 's' };

const values: readonly JsonValue[] = [
  null,
  false,
  0,
  '',
  [],
  {},
  1e21,
  'half a pair \ud800, NUL \u0000, 😀',
  { nested: [{ deep: [1, 'two', null] }], '': 'empty key' },
];

/** Values that JSON would change in silence, as an untyped caller may pass them. */
const unfit: readonly unknown[] = [
  undefined,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1n,
  new Date(0),
  new Map(),
  () => 1,
  { inside: undefined },
  [{ inside: Number.NaN }],
  { inside: new Date(0) },
  { inside: { toJSON: () => 'other' } },
];

export const valueCases = [
  recordStoreCase('a key that was never written has no record', async ({ store }) => {
    assert.equal(await store.get(key), undefined);
  }),
  recordStoreCase('every JSON value comes back as it was', async ({ store }) => {
    for (const value of values) {
      await store.put({ ...key, value });
      assert.deepEqual((await store.get(key))?.value, value);
    }
  }),
  recordStoreCase('changing a value that was put or read changes nothing in the store', async ({ store }) => {
    const value = { list: [1] };
    const put = await store.put({ ...key, value });
    value.list.push(2);
    const read = await store.get(key);
    for (const copy of [put, read]) Object.assign(copy?.value ?? {}, { list: 'changed' });
    const { records } = await store.list(key.partition);
    Object.assign(records[0]?.value ?? {}, { list: 'changed' });
    assert.deepEqual((await store.get(key))?.value, { list: [1] });
  }),
  recordStoreCase('a value that is not JSON is refused', async ({ store }) => {
    for (const value of unfit) {
      await assertRefused(store.put({ ...key, value: value as JsonValue }), refusedInput);
    }
    const circular: Record<string, JsonValue> = {};
    circular['self'] = circular;
    await assertRefused(store.put({ ...key, value: circular }), refusedInput);
    assert.equal(await store.get(key), undefined);
  }),
  recordStoreCase('keys that some store cannot keep are refused', async ({ store }) => {
    for (const part of ['', 'NUL \u0000', 'half a pair \ud800', 'x'.repeat(2049)]) {
      for (const bad of [
        { ...key, partition: part },
        { ...key, sort: part },
      ]) {
        await assertRefused(store.put({ ...bad, value: 1 }), refusedInput);
        await assertRefused(store.get(bad), refusedInput);
        await assertRefused(store.delete(bad), refusedInput);
      }
    }
    await assertRefused(store.list(''), refusedInput);
  }),
  recordStoreCase('keys are told apart by every character', async ({ store }) => {
    const keys = [
      { partition: 'p', sort: 's' },
      { partition: 'P', sort: 's' },
      { partition: 'p', sort: 's ' },
      { partition: 'p ', sort: 's' },
      { partition: 'p', sort: 'é' },
      { partition: 'p', sort: 'e\u0301' },
      { partition: 'ps', sort: 's' },
      { partition: 'p', sort: 'ss' },
    ];
    for (const [value, other] of keys.entries()) await store.put({ ...other, value, expected: 'absent' });
    for (const [value, other] of keys.entries()) assert.equal((await store.get(other))?.value, value);
  }),
];
