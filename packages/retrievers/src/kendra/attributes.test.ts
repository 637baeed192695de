import { InvalidInputError } from '@plumbline/core';
import { testPassage } from '@plumbline/core/testing';
import { describe, expect, it } from 'vitest';
import { kendraAttributes, readKendraAttributes } from './attributes.ts';
import { KENDRA_FIELDS, kendraIndexFields } from './fields.ts';

const fields = {
  ...KENDRA_FIELDS,
  filedAt: { key: 'filed_at', kind: 'date' },
  sectors: { key: 'sectors', kind: 'strings' },
} as const;
const metadataOf = (more: object) => testPassage({ metadata: { ticker: 'MMM', fiscalYear: 2023, ...more } }).metadata;

describe('the attributes of a document in Kendra', () => {
  it('hold the fields of the passage, with a sealed access list and the end of its date', () => {
    expect(kendraAttributes(metadataOf({ asOf: '2023-06', section: '' }))).toEqual([
      { Key: 'doc_id', Value: { StringValue: 'doc-1' } },
      { Key: 'doc_type', Value: { StringValue: '10-K' } },
      { Key: 'as_of', Value: { StringValue: '2023-06' } },
      { Key: 'as_of_bound', Value: { DateValue: new Date('2023-06-30T23:59:59Z') } },
      { Key: 'classification', Value: { StringValue: 'public' } },
      { Key: 'acl', Value: { StringListValue: ['client:*', 'group:*', 'tenant:demo', 'unit:*'] } },
      { Key: 'ticker', Value: { StringValue: 'MMM' } },
      { Key: 'fiscal_year', Value: { LongValue: 2023 } },
      { Key: 'chunk', Value: { LongValue: 0 } },
    ]);
  });

  it('come back as they were written', () => {
    const metadata = metadataOf({ filedAt: '2024-02-01T10:00:00.500Z', sectors: ['a', 'b'] });
    const { title: _title, source: _source, acl: _acl, ...kept } = metadata;
    expect(readKendraAttributes(kendraAttributes(metadata, { fields }), fields)).toEqual({
      ...kept,
      acl: ['client:*', 'group:*', 'tenant:demo', 'unit:*'],
      // Kendra keeps seconds.
      filedAt: '2024-02-01T10:00:00.000Z',
    });
  });

  it.each<[string, object]>([
    ['a year with a fraction', { fiscalYear: 2023.5 }],
    ['a number for a text', { ticker: 3 }],
    ['a text for a list', { sectors: 'a' }],
    ['a date that is none', { filedAt: 'soon' }],
  ])('%s is refused', (_, more) => {
    expect(() => kendraAttributes(metadataOf(more), { fields })).toThrow(InvalidInputError);
  });

  it('leave out what an attribute of another type holds', () => {
    expect(
      readKendraAttributes([
        { Key: 'ticker', Value: { LongValue: 3 } },
        { Key: 'other', Value: {} },
      ]),
    ).toEqual({});
  });
});

describe('the fields of an index', () => {
  it('are one for each attribute, displayable, entities searched and boosted', () => {
    const all = kendraIndexFields();
    expect(all.map(({ Name }) => Name)).toEqual([...Object.values(KENDRA_FIELDS).map(({ key }) => key), 'passage_id']);
    expect(all.every(({ Search }) => Search?.Displayable)).toBe(true);
    expect(all.find(({ Name }) => Name === 'ticker')).toEqual({
      Name: 'ticker',
      Type: 'STRING_VALUE',
      Search: { Displayable: true, Facetable: true, Searchable: true, Sortable: false },
      Relevance: { Importance: 2 },
    });
    expect(all.find(({ Name }) => Name === 'acl')).toMatchObject({
      Type: 'STRING_LIST_VALUE',
      Search: { Searchable: false },
    });
  });
});
