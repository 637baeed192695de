import assert from 'node:assert/strict';
import { type Passage, sealAcl } from '@plumbline/core';
import { testContext, testPassage } from '@plumbline/core/testing';
import { assertRefused, conformanceCase, idsOf } from '../conformance-case.ts';
import { ask, type RetrieverFixture } from './fixture.ts';

const YEARS = [2021, 2022, 2023];
const COMPANIES = ['Alpha', 'Bravo', 'Charlie'];

/** A page for each company and year, and prose beside. */
const PAGES: readonly Passage[] = [
  ...COMPANIES.flatMap((company) =>
    YEARS.map((year) =>
      testPassage({
        id: `${company}-${year}`,
        pageContent: `Consolidated statements\n\tNet sales of ${company} in ${year}:  $ 1,0${year % 100}.5 million`,
        metadata: {
          docId: `${company}-${year}`,
          title: `${company} ${year} annual report`,
          docType: '10-K',
          company,
          fiscalYear: year,
          asOf: `${year}-12-31`,
        },
      }),
    ),
  ),
  testPassage({
    id: 'weather',
    pageContent: 'It rained for most of the week.',
    metadata: { docId: 'weather', title: 'Weather', docType: 'note', asOf: '2022-06-01' },
  }),
  testPassage({
    id: 'undated',
    pageContent: 'Net sales of an unknown year.',
    metadata: { docId: 'undated', title: 'Net sales', docType: 'note', asOf: '' },
  }),
];

const context = testContext();
const question = 'What were the net sales of Bravo in 2022?';

export const resultCases = [
  conformanceCase<RetrieverFixture>(
    'the passage that answers comes first, with its text and metadata as they were',
    async (fixture) => {
      await fixture.fill(PAGES);
      const [first] = await ask(fixture, { k: 5, question, context });
      const expected = PAGES.find(({ id }) => id === 'Bravo-2022');
      assert.equal(first?.id, 'Bravo-2022');
      assert.equal(first?.pageContent, expected?.pageContent);
      // An adapter may add what its service says.
      const stored = { ...expected?.metadata, acl: sealAcl(expected?.metadata.acl ?? []) };
      const found: Record<string, unknown> = { ...first?.metadata, acl: sealAcl(first?.metadata.acl ?? []) };
      assert.deepEqual(Object.fromEntries(Object.keys(stored).map((key) => [key, found[key]])), stored);
    },
  ),
  conformanceCase<RetrieverFixture>(
    'at most k passages come, each once, best first, with score and scores',
    async (fixture) => {
      await fixture.fill(PAGES);
      const found = await ask(fixture, { k: 4, question, context });
      assert.equal(found.length, 4);
      assert.equal(new Set(found.map(({ id }) => id)).size, 4);
      const scores = found.map(({ metadata }) => metadata.score ?? Number.NaN);
      assert.ok(scores.every(Number.isFinite), `scores ${scores}`);
      assert.deepEqual(
        scores,
        scores.toSorted((left, right) => right - left),
      );
      for (const { metadata } of found) assert.ok(Object.values(metadata.scores ?? {}).some(Number.isFinite));
    },
  ),
  conformanceCase<RetrieverFixture>(
    'a filter holds for all that comes, and one on an unknown field is refused',
    async (fixture) => {
      await fixture.fill(PAGES);
      const filter = {
        op: 'and',
        filters: [
          { op: 'eq', field: 'company', value: 'Bravo' },
          { op: 'range', field: 'fiscalYear', gte: 2022 },
        ],
      } as const;
      const found = await ask(fixture, {
        k: 20,
        question,
        context,
        filter: { ...filter, filters: [...filter.filters] },
      });
      assert.deepEqual(idsOf(found), ['Bravo-2022', 'Bravo-2023']);
      await assertRefused(
        ask(fixture, { k: 5, question, context, filter: { op: 'eq', field: 'colour', value: 'red' } }),
        'UNSUPPORTED_FILTER',
      );
    },
  ),
  conformanceCase<RetrieverFixture>(
    'what is dated after the day of the question stays out, and what is undated',
    async (fixture) => {
      await fixture.fill(PAGES);
      const found = await ask(fixture, { k: 20, question: 'net sales', context: testContext({ asOf: '2022-12-31' }) });
      const sales = idsOf(found).filter((id) => id !== 'weather');
      assert.deepEqual(
        sales,
        COMPANIES.flatMap((company) => [`${company}-2021`, `${company}-2022`]),
      );
    },
  ),
  conformanceCase<RetrieverFixture>('any text is a question', async (fixture) => {
    await fixture.fill(PAGES);
    for (const odd of [
      '',
      ' ',
      '?',
      'the of and',
      '"unbalanced AND (',
      '*:* -x +y',
      "'; DROP TABLE passages; --",
      '\u0000\ud800',
      '漢字',
    ]) {
      assert.ok(Array.isArray(await ask(fixture, { k: 3, question: odd, context })), JSON.stringify(odd));
    }
    const long = `${question} ${'Lorem ipsum dolor sit amet '.repeat(2_000)}`;
    assert.ok((await ask(fixture, { k: 3, question: long, context })).length > 0);
  }),
];
