import assert from 'node:assert/strict';
import { CLASSIFICATIONS, canRead, type Passage, type Principal } from '@plumbline/core';
import { testContext, testPassage } from '@plumbline/core/testing';
import { conformanceCase, idsOf } from '../conformance-case.ts';
import { seededRandom } from '../seeded-random.ts';
import { ask, type RetrieverFixture } from './fixture.ts';

const NARROW = ['', 'group:a', 'group:b client:a', 'client:b', 'unit:a', 'unit:b group:c'];
const NAMES = ['a', 'b', 'c'] as const;
const PRINCIPALS = 60;
const SEED = 17;

/** Every class, two tenants and none, every kind of narrowing; all share the words of the question. */
const PASSAGES: readonly Passage[] = CLASSIFICATIONS.flatMap((classification) =>
  ['tenant:a', 'tenant:b', ''].flatMap((tenant) =>
    NARROW.map((narrow) => {
      const acl = `${tenant} ${narrow}`.split(' ').filter((token) => token !== '');
      const mark = `mark-${classification}-${acl.join('-').replaceAll(':', '-')}-end`;
      return testPassage({
        id: mark,
        pageContent: `Net sales rose by 4 percent. ${mark}`,
        metadata: { docId: mark, title: `Net sales ${mark}`, section: mark, classification, acl },
      });
    }),
  ),
);

function principals(): Principal[] {
  const random = seededRandom(SEED);
  return Array.from(
    { length: PRINCIPALS },
    (): Principal => ({
      tenant: random.pick(NAMES),
      id: 'p',
      roles: [],
      groups: random.some(NAMES),
      businessUnits: random.some(NAMES),
      clearance: random.pick(CLASSIFICATIONS),
      clientIds: random.some(NAMES),
    }),
  );
}

export const accessCases = [
  conformanceCase<RetrieverFixture>('each caller gets what it may read, and nothing else', async (fixture) => {
    await fixture.fill(PASSAGES);
    for (const principal of principals()) {
      const found = await ask(fixture, {
        k: 100,
        question: 'How much did net sales rise?',
        context: testContext({ principal }),
      });
      const readable = PASSAGES.filter(({ metadata }) => canRead(principal, metadata));
      assert.deepEqual(idsOf(found), idsOf(readable), JSON.stringify(principal));
    }
  }),
  conformanceCase<RetrieverFixture>(
    'what the caller may not read shows neither in events nor in errors',
    async (fixture) => {
      await fixture.fill(PASSAGES);
      for (const principal of principals().slice(0, 10)) {
        const seen: unknown[] = [];
        const hear = (...event: unknown[]): void => void seen.push(event.slice(0, 2));
        const callbacks = [{ handleRetrieverEnd: hear, handleRetrieverError: hear }];
        const config: object = { context: testContext({ principal }), callbacks };
        for (const input of [{ k: 100 }, { k: 100, filter: { op: 'eq', field: 'colour', value: 1 } as const }]) {
          await fixture
            .retriever(input)
            .invoke('net sales', config)
            .catch((error: unknown) =>
              seen.push(String(error), error instanceof Error ? [error.stack, String(error.cause)] : []),
            );
        }
        const readable = new Set(PASSAGES.filter(({ metadata }) => canRead(principal, metadata)).map(({ id }) => id));
        const shown = new Set(JSON.stringify(seen).match(/mark-.*?-end/g));
        assert.deepEqual(
          [...shown].filter((mark) => !readable.has(mark)),
          [],
        );
      }
    },
  ),
];
