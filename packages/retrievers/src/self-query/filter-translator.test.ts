import {
  type Comparator,
  Comparison,
  type FilterDirective,
  FunctionalTranslator,
  Operation,
  StructuredQuery,
} from '@langchain/core/structured_query';
import { type Filter, InvalidInputError, matchFilter } from '@plumbline/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FilterTranslator } from './filter-translator.ts';

const translator = new FilterTranslator({
  fields: { docType: 'string', asOf: 'string', fiscalYear: 'number', restated: 'boolean', topics: 'strings' },
});
const compare = (comparator: string, attribute: string, value: unknown) =>
  new Comparison(comparator as Comparator, attribute, value as string);
const translate = (filter?: FilterDirective) =>
  translator.visitStructuredQuery(new StructuredQuery('cash', filter)).filter;

describe('a structured query as a filter', () => {
  it.each<[string, FilterDirective | undefined, Filter | undefined]>([
    ['no condition', undefined, undefined],
    ['equality', compare('eq', 'docType', '10-K'), { op: 'eq', field: 'docType', value: '10-K' }],
    ['a member of a list', compare('eq', 'topics', 'cash'), { op: 'eq', field: 'topics', value: 'cash' }],
    ['inequality', compare('ne', 'docType', ''), { op: 'not', filter: { op: 'eq', field: 'docType', value: '' } }],
    ['order', compare('gte', 'fiscalYear', 2020), { op: 'range', field: 'fiscalYear', gte: 2020 }],
    ['dates, which are texts', compare('lt', 'asOf', '2023-01-01'), { op: 'range', field: 'asOf', lt: '2023-01-01' }],
    ['a number written as a text', compare('eq', 'fiscalYear', '2020'), { op: 'eq', field: 'fiscalYear', value: 2020 }],
    ['a text that looks like a number', compare('eq', 'docType', 8), { op: 'eq', field: 'docType', value: '8' }],
    [
      'a truth value written as a text',
      compare('eq', 'restated', 'False'),
      { op: 'eq', field: 'restated', value: false },
    ],
    [
      'operators',
      new Operation('and', [compare('eq', 'fiscalYear', 0), new Operation('or', [compare('eq', 'docType', 'a')])]),
      {
        op: 'and',
        filters: [
          { op: 'eq', field: 'fiscalYear', value: 0 },
          { op: 'or', filters: [{ op: 'eq', field: 'docType', value: 'a' }] },
        ],
      },
    ],
    [
      'a negation',
      new Operation('not', [compare('eq', 'docType', 'a')]),
      { op: 'not', filter: { op: 'eq', field: 'docType', value: 'a' } },
    ],
    [
      'a negation of several: none of them holds',
      new Operation('not', [compare('eq', 'docType', 'a'), compare('eq', 'docType', 'b')]),
      {
        op: 'not',
        filter: { op: 'or', filters: ['a', 'b'].map((value) => ({ op: 'eq', field: 'docType', value }) as const) },
      },
    ],
  ])('%s', (_, query, filter) => {
    expect(translate(query)).toEqual(filter);
  });

  it.each<[string, FilterDirective, RegExp]>([
    ['a field that may not be named', compare('eq', 'acl', 'tenant:demo'), /"acl"; the fields are docType, asOf/],
    ['an inherited field', compare('eq', 'constructor', 'x'), /"constructor"/],
    ['an unknown comparator', compare('like', 'docType', 'x'), /"like"/],
    ['an unknown operator', new Operation('xor' as 'and', []), /"xor"/],
    ['a value of another type', compare('eq', 'fiscalYear', 'last year'), /"last year", which is no number/],
    ['an infinite value', compare('eq', 'fiscalYear', Number.POSITIVE_INFINITY), /no number/],
    ['a list as value', compare('eq', 'docType', ['10-K']), /no string/],
    ['the order of truth values', compare('gt', 'restated', true), /no order/],
    ['the order of lists', compare('gt', 'topics', 'a'), /no order/],
    ['a negation of nothing', new Operation('not', []), /negates nothing/],
  ])('%s is refused', (_, query, message) => {
    expect(() => translate(query)).toThrow(InvalidInputError);
    expect(() => translate(query)).toThrow(message);
  });

  it('means what LangChain means by it, where the field is there', () => {
    const leaf = fc.oneof(
      fc.tuple(
        fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte'),
        fc.constant('fiscalYear'),
        fc.integer({ min: 1, max: 3 }),
      ),
      fc.tuple(fc.constantFrom('eq', 'ne', 'lt', 'gte'), fc.constant('docType'), fc.constantFrom('a', 'b', 'c')),
    );
    const comparison = leaf.map(([comparator, attribute, value]) => compare(comparator, attribute, value));
    // LangChain begins an "or" with true and so lets everything through: only "and" can be compared.
    const query = fc.oneof(
      comparison,
      fc.array(comparison, { minLength: 1, maxLength: 3 }).map((args) => new Operation('and', args)),
    );
    const metadata = fc.record({ fiscalYear: fc.integer({ min: 1, max: 3 }), docType: fc.constantFrom('a', 'b', 'c') });
    fc.assert(
      fc.property(query, metadata, (directive, record) => {
        const theirs = new FunctionalTranslator().visitStructuredQuery(new StructuredQuery('', directive)).filter;
        const ours = translate(directive);
        expect(ours && matchFilter(ours)(record)).toBe(theirs?.({ pageContent: '', metadata: record }));
      }),
    );
  });
});

describe('merging with the filter of the retriever', () => {
  const one: Filter = { op: 'eq', field: 'docType', value: 'a' };
  const other: Filter = { op: 'eq', field: 'fiscalYear', value: 1 };

  it.each<[string, Filter | undefined, Filter | undefined, Filter | undefined]>([
    ['both hold', one, other, { op: 'and', filters: [one, other] }],
    ['the default stays when the question has none', one, undefined, one],
    ["the question's is taken when there is no default", undefined, other, other],
    ['none of either', undefined, undefined, undefined],
  ])('%s', (_, fixed, generated, merged) => {
    expect(translator.mergeFilters(fixed, generated)).toEqual(merged);
  });

  it.each(['or', 'replace'] as const)('"%s" would widen the default, and is refused', (type) => {
    expect(() => translator.mergeFilters(one, other, type)).toThrow(/use "and"/);
    expect(translator.mergeFilters(undefined, other, type)).toEqual(other);
  });
});
