import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Table } from '@lancedb/lancedb';
import { type Filter, matchFilter, type Passage, sealAcl, UnsupportedFilterError } from '@plumbline/core';
import { testPassage } from '@plumbline/core/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HashedNgramEmbeddings } from '../embeddings/hashed-ngram-embeddings.ts';
import { lanceFilter } from './filter.ts';
import { LanceIndex } from './passage-index.ts';

const TEXTS = ['', 'a', "it's", '"', '\\', 'é', '漢字', '😀', "' OR 1=1 --", 'a%_', '10-K', '2020-01-01', '2021-06-30'];
const NUMBERS = [0, 1, -1, 2020, 2021];

/** Passages that differ in every column a filter may name, some columns empty. */
const passages: Passage[] = TEXTS.flatMap((text, row) =>
  NUMBERS.map((number, column) =>
    testPassage({
      id: `${text}#${number}`,
      metadata: {
        docId: text === '' ? 'none' : text,
        title: text,
        docType: TEXTS[(row + column) % TEXTS.length] ?? '',
        asOf: `202${row % 5}-0${column + 1}-15`,
        acl: ['tenant:demo', ...(column % 2 === 0 ? [`group:g${row}`] : []), ...(row % 3 === 0 ? ['client:c'] : [])],
        ...(column % 3 === 0 ? {} : { fiscalYear: number }),
        ...(row % 2 === 0 ? {} : { section: text, company: `${text}${number}` }),
      },
    }),
  ),
);

let directory: string;
let table: Table;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plumbline-filter-'));
  const index = await LanceIndex.open({ directory, embeddings: new HashedNgramEmbeddings() });
  await index.addPassages(passages);
  await index.optimise();
  index.close();
  table = await (await connect(directory)).openTable('passages');
});
afterAll(async () => {
  table.close();
  await rm(directory, { recursive: true });
});

const stringFields = fc.constantFrom('id', 'docId', 'title', 'docType', 'asOf', 'section', 'company', 'classification');
const anyField = fc.oneof(stringFields, fc.constantFrom('fiscalYear', 'chunk', 'page', 'acl'));
const value = fc.oneof(
  fc.constantFrom(...TEXTS, 'public', 'group:*', 'group:g1', 'tenant:demo', 'client:c', '\ud800'),
  fc.constantFrom(...NUMBERS, 2020.5, 2 ** 31, -(2 ** 40), 1e300),
  fc.boolean(),
);
const bound = (kind: fc.Arbitrary<string | number>) => fc.option(kind, { nil: undefined });
const range = fc
  .oneof(
    fc.record({
      gt: bound(fc.constantFrom(...TEXTS)),
      gte: bound(fc.string()),
      lt: bound(fc.constantFrom(...TEXTS)),
      lte: bound(fc.string()),
    }),
    fc.record({
      gt: bound(fc.constantFrom(...NUMBERS, 2020.5)),
      gte: bound(fc.double({ noNaN: true })),
      lt: bound(fc.constantFrom(...NUMBERS, -0.5)),
      lte: bound(fc.integer()),
    }),
  )
  .map((bounds) => Object.fromEntries(Object.entries(bounds).filter(([, limit]) => limit !== undefined)));
const filters = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'filter' },
    fc.record({ op: fc.constant('eq' as const), field: anyField, value }),
    fc.record({ op: fc.constant('in' as const), field: anyField, values: fc.array(value, { maxLength: 4 }) }),
    fc.record({ op: fc.constant('exists' as const), field: anyField }),
    fc.tuple(anyField, range).map(([field, bounds]): Filter => ({ op: 'range', field, ...bounds })),
    fc.record({ op: fc.constant('not' as const), filter: tie('filter') }),
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      filters: fc.array(tie('filter'), { maxLength: 3 }),
    }),
  ),
})).filter;

async function idsWhere(filter: Filter): Promise<string[]> {
  const rows = await table.query().where(lanceFilter(filter)).select(['id']).toArray();
  return rows.map(({ id }) => String(id)).sort();
}

function idsMatching(filter: Filter): string[] {
  const matches = matchFilter(filter);
  const sealed = passages.map(({ id, metadata }) => ({ id, ...metadata, acl: sealAcl(metadata.acl) }));
  return sealed
    .filter((record) => matches(record))
    .map(({ id }) => id)
    .sort();
}

describe('a filter compiled for LanceDB', () => {
  it('matches what the filter in memory matches', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        expect(await idsWhere(filter)).toEqual(idsMatching(filter));
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, Filter]>([
    ['an empty text is a value', { op: 'eq', field: 'title', value: '' }],
    ['zero is a value', { op: 'eq', field: 'fiscalYear', value: 0 }],
    ['false equals no text', { op: 'eq', field: 'title', value: false }],
    ['a quote ends nothing', { op: 'eq', field: 'title', value: "' OR 1=1 --" }],
    ['not of a missing field is true', { op: 'not', filter: { op: 'eq', field: 'section', value: 'a' } }],
    ['in nothing', { op: 'in', field: 'title', values: [] }],
    ['and of nothing', { op: 'and', filters: [] }],
    ['or of nothing', { op: 'or', filters: [] }],
    ['any of a list', { op: 'in', field: 'acl', values: ['group:g1', 'group:g2'] }],
    ['dates by code point', { op: 'range', field: 'asOf', gte: '2021-01-01', lt: '2022' }],
  ])('%s', async (_, filter) => {
    expect(await idsWhere(filter)).toEqual(idsMatching(filter));
  });

  it.each(['sector', 'text', 'vector', 'toString', 'a; DROP TABLE passages'])('refuses the field %s', (field) => {
    expect(() => lanceFilter({ op: 'exists', field })).toThrow(UnsupportedFilterError);
  });
});
