import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnsupportedFilterError } from '../contracts/errors.ts';
import type { Filter, FilterValue, RangeBound } from '../contracts/filter.ts';
import { type Metadata, matchFilter } from './match-filter.ts';

const FIELDS = ['a', 'b', 'constructor'];
const values = fc.constantFrom<FilterValue>(false, true, 0, 1, -1, '', 'a', 'b', '\uffff', '😀', '2023-12-31');
const fields = fc.constantFrom(...FIELDS);
const bounds = fc.oneof(fc.constantFrom(0, 1, 2), fc.constantFrom('', 'a', '\uffff', '😀', '2023-12-31'));
const ranges = fc
  .tuple(
    fc.constantFrom<RangeBound>(0, ''),
    fc.uniqueArray(fc.constantFrom('gt', 'gte', 'lt', 'lte'), { minLength: 1 }),
  )
  .chain(([kind, names]) =>
    fc.record({
      op: fc.constant('range' as const),
      field: fields,
      ...Object.fromEntries(names.map((name) => [name, bounds.filter((bound) => typeof bound === typeof kind)])),
    }),
  );
const { filter: filters } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    fc.record({ op: fc.constant('eq' as const), field: fields, value: values }),
    fc.record({ op: fc.constant('in' as const), field: fields, values: fc.array(values, { maxLength: 3 }) }),
    fc.record({ op: fc.constant('exists' as const), field: fields }),
    ranges,
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      filters: fc.array(tie('filter'), { maxLength: 3 }),
    }),
    fc.record({ op: fc.constant('not' as const), filter: tie('filter') }),
  ),
}));
const metadata: fc.Arbitrary<Metadata> = fc.dictionary(
  fields,
  fc.oneof(values, fc.array(values, { maxLength: 3 }), fc.constant(null), fc.constant(undefined)),
);

/** The meaning of a filter once more, as a table of truth read from its definition. */
function holds(filter: Filter, record: Metadata): boolean {
  const stored = Object.entries(record).find(([key]) => key === ('field' in filter ? filter.field : undefined))?.[1];
  const all = (Array.isArray(stored) ? stored : [stored]) as unknown[];
  if ('filters' in filter) {
    const held = filter.filters.filter((inner) => holds(inner, record)).length;
    return filter.op === 'and' ? held === filter.filters.length : held > 0;
  }
  if (filter.op === 'not') return holds(filter.filter, record) === false;
  if (filter.op === 'exists') return stored !== null && stored !== undefined;
  if (filter.op === 'eq') return all.indexOf(filter.value) !== -1;
  if (filter.op === 'in') return filter.values.filter((value) => all.indexOf(value) !== -1).length > 0;
  const order = (bound: RangeBound | undefined): number => {
    if (typeof stored === 'number' && typeof bound === 'number') return Math.sign(stored - bound);
    if (typeof stored !== 'string' || typeof bound !== 'string') return Number.NaN;
    return Buffer.from(stored).compare(Buffer.from(bound));
  };
  const { gt, gte, lt, lte } = filter;
  return (
    (gt === undefined || order(gt) === 1) &&
    (gte === undefined || [0, 1].includes(order(gte))) &&
    (lt === undefined || order(lt) === -1) &&
    (lte === undefined || [0, -1].includes(order(lte)))
  );
}

describe('matching a filter in memory', () => {
  it('equals a second reading of the definition', () => {
    fc.assert(
      fc.property(filters, metadata, (filter, record) => {
        expect(matchFilter(filter)(record)).toBe(holds(filter, record));
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[string, Filter, Metadata, boolean]>([
    ['false equals false', { op: 'eq', field: 'a', value: false }, { a: false }, true],
    ['false is not absent', { op: 'eq', field: 'a', value: false }, {}, false],
    ['0 is not ""', { op: 'eq', field: 'a', value: 0 }, { a: '' }, false],
    ['"" exists', { op: 'exists', field: 'a' }, { a: '' }, true],
    ['an empty list exists', { op: 'exists', field: 'a' }, { a: [] }, true],
    ['null does not exist', { op: 'exists', field: 'a' }, { a: null }, false],
    ['a list holds its items', { op: 'eq', field: 'a', value: 'x' }, { a: ['y', 'x'] }, true],
    ['nothing is in no values', { op: 'in', field: 'a', values: [] }, { a: 'x' }, false],
    ['a range takes 0 as bound', { op: 'range', field: 'a', gte: 0 }, { a: -1 }, false],
    ['a range of numbers holds no text', { op: 'range', field: 'a', gt: 0 }, { a: '1' }, false],
    [
      'a range takes ISO dates',
      { op: 'range', field: 'a', gte: '2023-01-01', lt: '2024-01-01' },
      { a: '2023-12-31' },
      true,
    ],
    ['a missing field makes not true', { op: 'not', filter: { op: 'eq', field: 'a', value: 1 } }, {}, true],
    ['and of nothing', { op: 'and', filters: [] }, {}, true],
    ['or of nothing', { op: 'or', filters: [] }, {}, false],
    ['what every object inherits is no field', { op: 'exists', field: 'constructor' }, {}, false],
  ])('%s', (_, filter, record, expected) => {
    expect(matchFilter(filter)(record)).toBe(expected);
  });

  it('refuses an operator that does not exist, also deep inside', () => {
    const unknown = { op: 'like', field: 'a', value: 'b%' } as unknown as Filter;
    expect(() => matchFilter({ op: 'not', filter: unknown })).toThrow(UnsupportedFilterError);
  });
});
