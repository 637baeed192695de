import assert from 'node:assert/strict';
import { retrievalCacheCase, testKey, testRetrieval } from './fixture.ts';

type Entry = Record<string, unknown> & { documents: Record<string, unknown>[] };

/** Changes to a good entry after which it is none. */
const spoilt: readonly [string, (entry: Entry) => unknown][] = [
  ['that is no object', () => 'gone'],
  ['of another layout', (entry) => ({ ...entry, layout: 0 })],
  ['without a layout', ({ layout: _layout, ...entry }) => entry],
  ['of another key', (entry) => ({ ...entry, key: testKey('another').hash })],
  ['with keys of its own', (entry) => ({ ...entry, more: true })],
  ['whose documents are no list', (entry) => ({ ...entry, documents: {} })],
  [
    'with a document without id',
    ({ documents: [first], ...entry }) => ({ ...entry, documents: [{ ...first, id: '' }] }),
  ],
  [
    'with a classification that nobody knows',
    ({ documents: [first], ...entry }) => ({
      ...entry,
      documents: [{ ...first, metadata: { ...Object(first?.['metadata']), classification: 'none' } }],
    }),
  ],
  [
    'with an access list that is none',
    ({ documents: [first], ...entry }) => ({
      ...entry,
      documents: [{ ...first, metadata: { ...Object(first?.['metadata']), acl: ['everyone'] } }],
    }),
  ],
  ['with a finding of another form', (entry) => ({ ...entry, findings: [{ severity: 'fatal' }] })],
  ['stored in the future', (entry) => ({ ...entry, storedAt: 9e15 })],
  ['that never expires', (entry) => ({ ...entry, expiresAt: null })],
];

export const poisonCases = [
  retrievalCacheCase('a text that is no JSON is no entry', async ({ cache, writeRaw }) => {
    for (const text of ['', '{', '\u0000', 'null', '[]', '{"__proto__":{"layout":1}}']) {
      await writeRaw(testKey('one'), text);
      assert.equal(await cache.get(testKey('one')), undefined);
    }
  }),
  ...spoilt.map(([name, change]) =>
    retrievalCacheCase(`an entry ${name} is no entry`, async ({ cache, clock, readRaw, writeRaw }) => {
      await cache.set(testKey('one'), testRetrieval(clock));
      const text = await readRaw(testKey('one'));
      assert.ok(text !== undefined, 'the fixture must read what the cache wrote');
      await writeRaw(testKey('one'), text);
      assert.notEqual(await cache.get(testKey('one')), undefined, 'the entry is good before the change');
      await writeRaw(testKey('one'), JSON.stringify(change(JSON.parse(text) as Entry)));
      assert.equal(await cache.get(testKey('one')), undefined);
    }),
  ),
];
