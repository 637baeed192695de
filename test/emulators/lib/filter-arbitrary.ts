import type { Filter } from '@plumbline/core';
import fc from 'fast-check';

const TEXTS = [
  '',
  'a',
  "it's",
  '漢字',
  '10-K',
  'note',
  '3M',
  'MMM',
  '2020',
  '2020-06-30',
  '2021-01-01',
  '2021-06-30T12:00:00.000Z',
];
const NUMBERS = [0, 1, -1, 2020, 2021, 2020.5, 1e300];
const FIELDS = [
  'id',
  'docId',
  'docType',
  'asOf',
  'asOfBound',
  'classification',
  'acl',
  'company',
  'ticker',
  'fiscalYear',
  'title',
  'page',
];

const field = fc.constantFrom(...FIELDS);
const value = fc.oneof(
  fc.constantFrom(...TEXTS, 'public', 'group:*', 'group:g1', 'tenant:demo'),
  fc.constantFrom(...NUMBERS),
  fc.boolean(),
);
const bound = (kind: fc.Arbitrary<string | number>) => fc.option(kind, { nil: undefined });
const instants = fc.constantFrom('2020-12-31T23:59:59.999Z', '2021-01-01T00:00:00.000Z', '2021-06-30T12:00:00.500Z');
const range = fc
  .constantFrom<fc.Arbitrary<string | number>>(fc.constantFrom(...TEXTS), instants, fc.constantFrom(...NUMBERS))
  .chain((kind) => fc.record({ gt: bound(kind), gte: bound(kind), lt: bound(kind), lte: bound(kind) }))
  .map((bounds) => Object.fromEntries(Object.entries(bounds).filter(([, limit]) => limit !== undefined)))
  .filter((bounds) => Object.keys(bounds).length > 0);

/** Filters over the fields of passages: values that are and are not there, of every type, and long and deep ones. */
export const filters: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'filter' },
    fc.record({ op: fc.constant('eq' as const), field, value }),
    fc.record({ op: fc.constant('in' as const), field, values: fc.array(value, { maxLength: 14 }) }),
    fc.record({ op: fc.constant('exists' as const), field }),
    fc.tuple(field, range).map(([name, bounds]): Filter => ({ op: 'range', field: name, ...bounds })),
    fc.record({ op: fc.constant('not' as const), filter: tie('filter') }),
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      filters: fc.array(tie('filter'), { maxLength: 13 }),
    }),
  ),
})).filter;
