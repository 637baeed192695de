import type { Filter, FilterValue, RangeBound } from '@plumbline/core';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

type Many<T> = readonly [T, ...T[]];

/** Values that break what is put together as text: quotes, wildcards, empty, beyond the basic plane. */
export const FILTER_TEXTS: Many<string> = [
  '',
  'a',
  "it's",
  '"',
  '\\',
  'é',
  '漢字',
  '😀',
  "' OR 1=1 --",
  'a%_*?',
  '10-K',
  '2020-01-01',
];
export const FILTER_NUMBERS: Many<number> = [0, 1, -1, 2020, 2021];

const TOKENS: Many<string> = ['public', 'group:*', 'group:g1', 'tenant:demo', 'client:c', 'client:*'];
const ODD_NUMBERS: Many<number> = [2020.5, 2 ** 31, -(2 ** 40), 1e300];
const FIELDS: Many<string> = [
  'id',
  'docId',
  'chunk',
  'title',
  'docType',
  'asOf',
  'classification',
  'acl',
  'page',
  'section',
  'company',
  'fiscalYear',
];
const MAX_DEPTH = 4;

/** Filters over the fields of passages: every operator, values of every type that are there and are not, nested. */
export function randomFilters(count: number, seed: number): Filter[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => randomFilter(random, 0));
}

function randomFilter(random: SeededRandom, depth: number): Filter {
  const field = random.pick(FIELDS);
  const inner = () => randomFilter(random, depth + 1);
  switch (random.below(depth < MAX_DEPTH ? 7 : 4)) {
    case 0:
      return { op: 'eq', field, value: randomValue(random) };
    case 1:
      return { op: 'in', field, values: Array.from({ length: random.below(5) }, () => randomValue(random)) };
    case 2:
      return { op: 'exists', field };
    case 3:
      return { op: 'range', field, ...randomBounds(random) };
    case 4:
      return { op: 'not', filter: inner() };
    default:
      return { op: random.pick(['and', 'or']), filters: Array.from({ length: random.below(4) }, inner) };
  }
}

function randomValue(random: SeededRandom): FilterValue {
  const kinds: Many<Many<FilterValue>> = [FILTER_TEXTS, FILTER_NUMBERS, TOKENS, ODD_NUMBERS, [true, false]];
  return random.pick(random.pick(kinds));
}

/** At least one bound, all of one type. */
function randomBounds(random: SeededRandom): { gt?: RangeBound; gte?: RangeBound; lt?: RangeBound; lte?: RangeBound } {
  const values: Many<RangeBound> = random.pick<Many<RangeBound>>([FILTER_TEXTS, FILTER_NUMBERS, ODD_NUMBERS]);
  const names = random.some(['gt', 'gte', 'lt', 'lte']);
  const named = names.length === 0 ? ['gte'] : names;
  return Object.fromEntries(named.map((name) => [name, random.pick(values)]));
}
