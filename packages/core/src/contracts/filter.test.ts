import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import { type Filter, type FilterValue, filterSchema, MAX_FILTER_DEPTH, type RangeBound } from './filter.ts';

const nested = (depth: number): Filter => {
  let filter: Filter = { op: 'exists', field: 'a' };
  for (let level = 1; level < depth; level += 1) filter = { op: level % 2 === 0 ? 'and' : 'or', filters: [filter] };
  return filter;
};

describe('parsing a filter from outside', () => {
  it.each<[string, Filter]>([
    ['false is a value', { op: 'eq', field: 'restricted', value: false }],
    ['0 is a value', { op: 'eq', field: 'page', value: 0 }],
    ['"" is a value', { op: 'in', field: 'section', values: ['', 0, false] }],
    ['no values', { op: 'in', field: 'acl', values: [] }],
    ['bounds of 0 and ""', { op: 'range', field: 'page', gte: 0, lt: 0 }],
    ['a bound of ""', { op: 'range', field: 'asOf', gt: '' }],
    ['and of nothing', { op: 'and', filters: [] }],
    ['a nested one', { op: 'not', filter: { op: 'or', filters: [{ op: 'exists', field: 'table' }] } }],
  ])('keeps %s as it is', (_, filter) => {
    expect(filterSchema.parse(filter)).toEqual(filter);
  });

  it.each<[string, unknown]>([
    ['an unknown operator', { op: 'like', field: 'a', value: 'b%' }],
    ['an unknown operator deep inside', { op: 'not', filter: { op: 'and', filters: [{ op: 'regex', field: 'a' }] } }],
    ['no operator', { field: 'a', value: 1 }],
    ['a member it does not know', { op: 'eq', field: 'a', value: 1, boost: 2 }],
    ['a missing value', { op: 'eq', field: 'a' }],
    ['null as value', { op: 'eq', field: 'a', value: null }],
    ['NaN as value', { op: 'eq', field: 'a', value: Number.NaN }],
    ['an object as value', { op: 'eq', field: 'a', value: { $gt: '' } }],
    ['a path as field', { op: 'eq', field: 'a.b', value: 1 }],
    ['a quote in the field', { op: 'eq', field: "a' OR 1=1 --", value: 1 }],
    ['an empty field', { op: 'exists', field: '' }],
    ['a range without bounds', { op: 'range', field: 'a' }],
    ['a range with bounds of two types', { op: 'range', field: 'a', gt: 1, lt: 'b' }],
    ['a list where a filter belongs', { op: 'not', filter: [] }],
    ['nothing', undefined],
  ])('refuses %s', (_, filter) => {
    expect(filterSchema.safeParse(filter).success).toBe(false);
  });

  it('takes filters up to the allowed depth, and refuses deeper ones without running out of stack', () => {
    expect(filterSchema.safeParse(nested(MAX_FILTER_DEPTH)).success).toBe(true);
    for (const depth of [MAX_FILTER_DEPTH + 1, 200_000]) {
      const { success, error } = filterSchema.safeParse(nested(depth));
      expect(success).toBe(false);
      expect(error?.issues[0]?.message).toBe('filters may lie at most 64 deep within each other');
    }
  });

  it('refuses a filter that contains itself', () => {
    const circular: { op: 'and'; filters: Filter[] } = { op: 'and', filters: [] };
    circular.filters.push(circular, circular);
    expect(filterSchema.safeParse(circular).success).toBe(false);
  });

  it('has the type its schema gives', () => {
    expectTypeOf<z.infer<typeof filterSchema>>().toEqualTypeOf<Filter>();
    expectTypeOf<FilterValue>().toEqualTypeOf<string | number | boolean>();
    expectTypeOf<RangeBound>().toEqualTypeOf<string | number>();
  });
});
