import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLASSIFICATIONS, canRead, type Principal } from '@plumbline/core';
import { testContext, testPassage } from '@plumbline/core/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HashedNgramEmbeddings } from '../embeddings/hashed-ngram-embeddings.ts';
import { LanceIndex } from './passage-index.ts';
import { LanceRetriever } from './retriever.ts';

const NAMES = ['a', 'b', 'c'];

/** Every combination of class, tenant and narrowing, each with a mark of its own and the same words. */
const passages = CLASSIFICATIONS.flatMap((classification) =>
  ['tenant:a', 'tenant:b', ''].flatMap((tenant) =>
    ['', 'group:a', 'group:b', 'client:a', 'unit:b', 'group:a client:b'].map((narrow) => {
      const acl = `${tenant} ${narrow}`.split(' ').filter((token) => token !== '');
      const mark = `mark-${classification}-${acl.join('-').replaceAll(':', '-')}-end`;
      return testPassage({
        id: mark,
        pageContent: `Net sales rose by 4 percent. ${mark}`,
        metadata: { docId: mark, title: `Company ${mark} 2020 10K`, section: mark, classification, acl, note: mark },
      });
    }),
  ),
);

const some = fc.subarray(NAMES);
const principals: fc.Arbitrary<Principal> = fc.record({
  tenant: fc.constantFrom(...NAMES),
  id: fc.constant('p'),
  roles: fc.constant<string[]>([]),
  groups: some,
  businessUnits: some,
  clearance: fc.constantFrom(...CLASSIFICATIONS),
  clientIds: some,
});
const questions = fc.oneof(
  fc.constantFrom('How much did net sales rise?', 'net sales in 2020', 'percent'),
  fc.constantFrom(...passages).map(({ id }) => `What does ${id} say of net sales?`),
);

let directory: string;
let index: LanceIndex;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plumbline-access-'));
  index = await LanceIndex.open({ directory, embeddings: new HashedNgramEmbeddings() });
  await index.addPassages(passages);
  await index.optimise();
});
afterAll(async () => {
  index.close();
  await rm(directory, { recursive: true });
});

it('shows a caller what it may read and nothing else, in results, scores, events and errors', async () => {
  await fc.assert(
    fc.asyncProperty(principals, questions, fc.boolean(), async (principal, question, fails) => {
      const seen: unknown[] = [];
      const listen = (...event: unknown[]) => void seen.push(event.slice(0, 2));
      const retriever = new LanceRetriever({
        index,
        k: 200,
        candidates: 200,
        ...(fails ? { filter: { op: 'exists', field: 'note' } as const } : {}),
      });
      const callbacks = [{ handleRetrieverEnd: listen, handleRetrieverError: listen, handleChainEnd: listen }];
      const found = await retriever
        .invoke(question, { context: testContext({ principal }), callbacks })
        .catch((error: Error) => void seen.push(error.message, String(error.stack), String(error.cause)));
      seen.push(found);

      const readable = passages.filter(({ metadata }) => canRead(principal, metadata)).map(({ id }) => id);
      if (found) expect(found.map(({ id }) => id).sort()).toEqual(readable.toSorted());
      const shown = JSON.stringify(seen).replaceAll(question, '');
      for (const mark of new Set(shown.match(/mark-.*?-end/g))) expect(readable).toContain(mark);
    }),
    { numRuns: 60 },
  );
});

it('checks again what the query lets through', async () => {
  const hidden = passages.find(({ id }) => id === 'mark-restricted-tenant-a-end');
  // A query that forgets its conditions, as a wrong index would.
  const { search } = index;
  const open = { ...search, text: (stems: string) => search.text(stems, { where: 'true', limit: 200 }) };
  const forgetful = new Proxy(index, {
    get: (target, name) => {
      const value: unknown = name === 'search' ? open : Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const retriever = new LanceRetriever({ index: forgetful, k: 200, candidates: 200 });
  const found = await retriever.invoke('net sales', {
    context: testContext({ principal: { tenant: 'a', clearance: 'public' } }),
  });
  expect(found.length).toBeGreaterThan(0);
  expect(found.map(({ id }) => id)).not.toContain(hidden?.id);
  expect(found.every(({ metadata }) => metadata.classification === 'public')).toBe(true);
});
