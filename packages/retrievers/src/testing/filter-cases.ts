import assert from 'node:assert/strict';
import { type Filter, MAX_FILTER_DEPTH, matchFilter, type Passage, PlumblineError, sealAcl } from '@plumbline/core';
import { type ConformanceCase, testPassage } from '@plumbline/core/testing';
import { assertRefused, conformanceCase, idsOf } from './conformance-case.ts';
import { FILTER_NUMBERS, FILTER_TEXTS, randomFilters } from './random-filters.ts';

/** An adapter as far as its filters go. */
export interface FilterFixture {
  /** Stores exactly these passages. Called once. */
  fill(passages: readonly Passage[]): Promise<void>;
  /** Ids of all passages that a compiled filter selects, in any order. No access filter is added. */
  idsWhere(filter: Filter): Promise<readonly string[]>;
  dispose(): Promise<void>;
}

const RANDOM_FILTERS = 300;
const SEED = 20_261_123;

/** Passages that differ in every field a filter may name; some fields are missing on some. */
const FILTER_PASSAGES: readonly Passage[] = FILTER_TEXTS.flatMap((text, row) =>
  FILTER_NUMBERS.map((number, column) =>
    testPassage({
      id: `${text}#${number}`,
      metadata: {
        docId: text === '' ? 'none' : text,
        chunk: Math.abs(number),
        title: text,
        docType: FILTER_TEXTS[(row + column) % FILTER_TEXTS.length] ?? '',
        asOf: `202${row % 5}-0${column + 1}-15`,
        acl: ['tenant:demo', ...(column % 2 === 0 ? [`group:g${row}`] : []), ...(row % 3 === 0 ? ['client:c'] : [])],
        ...(column % 3 === 0 ? {} : { fiscalYear: number }),
        ...(number > 0 ? { page: number } : {}),
        ...(row % 2 === 0 ? {} : { section: text, company: `${text}${number}` }),
      },
    }),
  ),
);

const TABLE: readonly (readonly [string, Filter])[] = [
  ['an empty text is a value', { op: 'eq', field: 'title', value: '' }],
  ['zero is a value', { op: 'eq', field: 'fiscalYear', value: 0 }],
  ['false equals no text', { op: 'eq', field: 'title', value: false }],
  ['a text equals no number', { op: 'eq', field: 'fiscalYear', value: '2020' }],
  ['a quote ends nothing', { op: 'eq', field: 'title', value: "' OR 1=1 --" }],
  ['a wildcard stands for itself', { op: 'eq', field: 'title', value: 'a%_*?' }],
  ['not of a missing field is true', { op: 'not', filter: { op: 'eq', field: 'section', value: 'a' } }],
  ['not of a missing range is true', { op: 'not', filter: { op: 'range', field: 'fiscalYear', gt: 0 } }],
  ['in nothing', { op: 'in', field: 'title', values: [] }],
  ['and of nothing', { op: 'and', filters: [] }],
  ['or of nothing', { op: 'or', filters: [] }],
  ['not of and of nothing', { op: 'not', filter: { op: 'and', filters: [] } }],
  ['any of a list', { op: 'in', field: 'acl', values: ['group:g1', 'group:g2'] }],
  ['none of a list', { op: 'not', filter: { op: 'in', field: 'acl', values: ['group:g1', 'client:c'] } }],
  ['a range of a list is empty', { op: 'range', field: 'acl', gte: '' }],
  ['dates by code point', { op: 'range', field: 'asOf', gte: '2021-01-01', lt: '2022' }],
  ['texts by code point', { op: 'range', field: 'title', gt: 'é', lte: '😀' }],
  ['a field that is not there on all', { op: 'exists', field: 'company' }],
  ['a bound beyond what a number field holds', { op: 'range', field: 'fiscalYear', lt: 1e300 }],
  ['filters within filters', nested(12)],
];

/** Negations and conjunctions within each other. */
function nested(depth: number): Filter {
  const exists: Filter = { op: 'exists', field: 'docId' };
  let filter: Filter = { op: 'eq', field: 'docId', value: 'a' };
  for (let level = 0; level < depth; level += 1) {
    filter = level % 2 === 0 ? { op: 'not', filter } : { op: 'and', filters: [filter, exists] };
  }
  return filter;
}

const UNKNOWN_FIELDS = ['colour', 'toString', 'a_b'];

/** A compiled filter means what `matchFilter` means, and is refused where it cannot. */
export const filterCases: readonly ConformanceCase<FilterFixture>[] = [
  conformanceCase<FilterFixture>('each kind of filter selects what it selects in memory', async (fixture) => {
    await fixture.fill(FILTER_PASSAGES);
    for (const [name, filter] of TABLE) await assertSame(fixture, filter, name);
  }),
  conformanceCase<FilterFixture>(
    `${RANDOM_FILTERS} random filters select what they select in memory`,
    async (fixture) => {
      await fixture.fill(FILTER_PASSAGES);
      for (const filter of randomFilters(RANDOM_FILTERS, SEED))
        await assertSame(fixture, filter, JSON.stringify(filter));
    },
  ),
  conformanceCase<FilterFixture>('a filter as deep as can be selects the same, or is refused', async (fixture) => {
    await fixture.fill(FILTER_PASSAGES);
    // One level less than the contract allows: an access filter is joined to it.
    const deepest = nested(MAX_FILTER_DEPTH - 2);
    await assertSame(fixture, deepest, 'deepest').catch((error: unknown) => {
      if (!PlumblineError.isInstance(error) || error.code !== 'UNSUPPORTED_FILTER') throw error;
    });
  }),
  conformanceCase<FilterFixture>('a field that does not exist is refused, also deep inside', async (fixture) => {
    await fixture.fill(FILTER_PASSAGES);
    for (const field of UNKNOWN_FIELDS) {
      const filter: Filter = { op: 'not', filter: { op: 'or', filters: [{ op: 'exists', field }] } };
      await assertRefused(
        Promise.resolve().then(() => fixture.idsWhere(filter)),
        'UNSUPPORTED_FILTER',
      );
    }
  }),
];

async function assertSame({ idsWhere }: FilterFixture, filter: Filter, name: string): Promise<void> {
  const matches = matchFilter(filter);
  const expected = FILTER_PASSAGES.filter(({ id, metadata }) =>
    matches({ ...metadata, id, acl: sealAcl(metadata.acl) }),
  );
  assert.deepEqual((await idsWhere(filter)).toSorted(), idsOf(expected), name);
}
