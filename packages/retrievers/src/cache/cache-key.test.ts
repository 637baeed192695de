import { CLASSIFICATIONS, canRead, type Principal, type Protected } from '@plumbline/core';
import { testContext } from '@plumbline/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IndexState, type RetrievalCacheKeyInput, retrievalCacheKey } from './cache-key.ts';

const INDEX: IndexState = { name: 'filings', version: '7' };

const keyOf = (overrides: Partial<RetrievalCacheKeyInput> = {}) =>
  retrievalCacheKey({
    question: 'What were net sales in 2019?',
    context: testContext(),
    index: INDEX,
    retrieverVersion: 'hybrid-3',
    ...overrides,
  }).hash;
const keyFor = (principal: Partial<Principal>, index = INDEX) => keyOf({ context: testContext({ principal }), index });

describe('the key of a retrieval', () => {
  it.each<[string, Partial<RetrievalCacheKeyInput>]>([
    ['tenant', { context: testContext({ principal: { tenant: 'other' } }) }],
    ['clearance', { context: testContext({ principal: { clearance: 'restricted' } }) }],
    ['group', { context: testContext({ principal: { groups: ['a'] } }) }],
    ['business unit', { context: testContext({ principal: { businessUnits: ['a'] } }) }],
    ['client', { context: testContext({ principal: { clientIds: ['a'] } }) }],
    ['day of the question', { context: testContext({ asOf: '2020-01-01' }) }],
    ['index', { index: { ...INDEX, name: 'research' } }],
    ['index version', { index: { ...INDEX, version: '8' } }],
    ['retriever version', { retrieverVersion: 'hybrid-4' }],
    ['filter', { filter: { op: 'eq', field: 'fiscalYear', value: 2019 } }],
    ['type in the filter', { filter: { op: 'eq', field: 'fiscalYear', value: '2019' } }],
    ['question', { question: 'What were net sales in 2018?' }],
    ['case', { question: 'What were NET sales in 2019?' }],
  ])('differs by %s', (_, overrides) => {
    const others: Partial<RetrievalCacheKeyInput>[] = [{}, { filter: { op: 'and', filters: [] } }];
    for (const other of others) expect(keyOf(overrides)).not.toBe(keyOf(other));
  });

  it('tells a group from a client and a unit of the same name', () => {
    const keys = [keyFor({ groups: ['a'] }), keyFor({ clientIds: ['a'] }), keyFor({ businessUnits: ['a'] })];
    expect(new Set(keys).size).toBe(3);
  });

  it.each<[string, Partial<RetrievalCacheKeyInput>]>([
    ['blanks and the mark at the end', { question: '  What were\u00a0net \n sales in 2019 ' }],
    ['who asks, when he may see the same', { context: testContext({ principal: { id: 'bob', roles: ['auditor'] } }) }],
    ['trace, purpose and deadline', { context: testContext({ traceId: 't-2', purpose: 'audit', deadline: 1e15 }) }],
    ['an index that knows its access tokens', { index: { ...INDEX, accessTokens: new Set<string>() } }],
  ])('is the same whatever %s', (_, overrides) => {
    expect(keyOf(overrides)).toBe(keyOf());
  });

  it('differs by person where the retriever knows persons', () => {
    const own = (id: string) => keyOf({ context: testContext({ principal: { id } }), perPrincipal: true });
    expect(own('ada')).not.toBe(own('bob'));
    expect(own('ada')).not.toBe(keyOf({ context: testContext({ principal: { id: 'ada' } }) }));
  });

  it('is the same for composed and decomposed characters, and for a filter with its keys in another order', () => {
    expect(keyOf({ question: 'Nestle\u0301' })).toBe(keyOf({ question: 'Nestl\u00e9?' }));
    const one = keyOf({ filter: { op: 'eq', field: 'docType', value: '10-K' } });
    expect(keyOf({ filter: { value: '10-K', field: 'docType', op: 'eq' } })).toBe(one);
  });

  it('is the same whatever the order and number of tokens', () => {
    expect(keyFor({ groups: ['b', 'a', 'b'] })).toBe(keyFor({ groups: ['a', 'b'] }));
  });

  it('leaves out tokens that do not stand in the index, and only those', () => {
    const index = { ...INDEX, accessTokens: new Set(['group:a', 'client:c']) };
    expect(keyFor({ groups: ['a', 'b'], clientIds: ['d'] }, index)).toBe(keyFor({ groups: ['a'] }, index));
    expect(keyFor({ groups: ['a'] }, index)).not.toBe(keyFor({ groups: [] }, index));
    expect(keyFor({ clientIds: ['a'] }, index)).toBe(keyFor({}, index));
  });

  it.each(['', 'a:b', 'a*', 'ä', 'a b'])('refuses the index name "%s"', (name) => {
    expect(() => keyOf({ index: { ...INDEX, name } })).toThrow(/cannot stand in a cache key/);
  });
});

/** Names that would run into each other where parts are merely strung together. */
const NAMES = ['a', 'b', 'ab', 'a,b', '"a"', 'group', 'ä', 'a\\', ']'];
const names = fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 3 });
const principals: fc.Arbitrary<Principal> = fc.record({
  tenant: fc.constantFrom('demo', 'other', 'a'),
  id: fc.constantFrom('ada', 'bob'),
  roles: fc.subarray(['advisor', 'auditor']),
  groups: names,
  businessUnits: names,
  clearance: fc.constantFrom(...CLASSIFICATIONS),
  clientIds: names,
});
/** The other one of a pair: anybody, the same rights written otherwise, or those with one thing changed. */
const pairs = principals.chain((one) => {
  const alike = { ...one, id: 'eve', roles: [], groups: [...one.groups, ...one.groups].reverse() };
  const changes = fc.oneof(
    fc.constant({}),
    fc.record({ groups: names }),
    fc.record({ businessUnits: names }),
    fc.record({ clientIds: names }),
    fc.record({ clearance: fc.constantFrom(...CLASSIFICATIONS) }),
  );
  const near = changes.map((changed): Principal => ({ ...alike, ...changed }));
  return fc.tuple(fc.constant(one), fc.oneof({ arbitrary: principals, weight: 1 }, { arbitrary: near, weight: 3 }));
});

/** Passages by which any two principals of the test who may see different things are told apart. */
const universe: Protected[] = ['demo', 'other', 'a'].flatMap((tenant) => [
  ...CLASSIFICATIONS.map((classification) => ({ classification, acl: [`tenant:${tenant}`] })),
  ...['group', 'client', 'unit'].flatMap((kind) =>
    NAMES.map((name): Protected => ({ classification: 'public', acl: [`tenant:${tenant}`, `${kind}:${name}`] })),
  ),
]);
const inIndex = new Set(['group:a', 'group:a,b', 'unit:b', 'client:"a"']);
const universeOfIndex = universe.filter(({ acl }) =>
  acl.every((token) => token.startsWith('tenant:') || inIndex.has(token)),
);
const visible = (principal: Principal, passages: readonly Protected[]) =>
  passages.map((passage) => (canRead(principal, passage) ? '1' : '0')).join('');

describe('entitlements', () => {
  it.each<[pairs: number, string, IndexState, readonly Protected[]]>([
    [100_000, 'an index whose tokens are not known', INDEX, universe],
    [25_000, 'an index whose tokens are known', { ...INDEX, accessTokens: inIndex }, universeOfIndex],
  ])(
    'two of %i pairs have one key only when they may see the same of %s',
    (numRuns, _, index, passages) => {
      const counts = { same: 0, different: 0, needlesslyApart: 0 };
      fc.assert(
        fc.property(pairs, ([one, other]) => {
          const isSame = keyFor(one, index) === keyFor(other, index);
          if (!isSame) {
            counts.different += 1;
            if (counts.different % 100 === 0)
              counts.needlesslyApart += visible(one, passages) === visible(other, passages) ? 1 : 0;
            return;
          }
          counts.same += 1;
          if (visible(one, passages) !== visible(other, passages)) {
            throw new Error(`one key for ${JSON.stringify([one, other])}`);
          }
        }),
        { numRuns },
      );
      expect(counts.same).toBeGreaterThan(1000);
      expect(counts.different).toBeGreaterThan(1000);
      expect(counts.needlesslyApart).toBe(0);
    },
    120_000,
  );
});
