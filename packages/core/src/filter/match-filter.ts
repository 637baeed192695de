import type { Filter, FilterValue, RangeBound } from '../contracts/filter.ts';

/** A record of metadata, as in `Passage.metadata`. */
export type Metadata = Readonly<Record<string, unknown>>;

/**
 * The in-memory compiler of a filter, and the meaning every other compiler is tested against.
 *
 * @returns a predicate over metadata
 */
export function matchFilter(filter: Filter): (metadata: Metadata) => boolean {
  switch (filter.op) {
    case 'and': {
      const all = filter.filters.map(matchFilter);
      return (metadata) => all.every((matches) => matches(metadata));
    }
    case 'or': {
      const any = filter.filters.map(matchFilter);
      return (metadata) => any.some((matches) => matches(metadata));
    }
    case 'not': {
      const inner = matchFilter(filter.filter);
      return (metadata) => !inner(metadata);
    }
    case 'eq':
      return (metadata) => hasValue(metadata[filter.field], [filter.value]);
    case 'in':
      return (metadata) => hasValue(metadata[filter.field], filter.values);
    case 'exists':
      return (metadata) => metadata[filter.field] !== undefined && metadata[filter.field] !== null;
    case 'range':
      return (metadata) => isWithin(metadata[filter.field], filter);
  }
}

function hasValue(field: unknown, values: readonly FilterValue[]): boolean {
  return Array.isArray(field)
    ? field.some((item) => values.includes(item as FilterValue))
    : values.includes(field as FilterValue);
}

type Bounds = Extract<Filter, { op: 'range' }>;

function isWithin(field: unknown, { gt, gte, lt, lte }: Bounds): boolean {
  if (typeof field !== 'string' && typeof field !== 'number') return false;
  return (
    holds(field, gt, (order) => order > 0) &&
    holds(field, gte, (order) => order >= 0) &&
    holds(field, lt, (order) => order < 0) &&
    holds(field, lte, (order) => order <= 0)
  );
}

function holds(field: RangeBound, bound: RangeBound | undefined, accepts: (order: number) => boolean): boolean {
  if (bound === undefined) return true;
  if (typeof bound !== typeof field) return false;
  return accepts(compare(field, bound));
}

/** Numbers by size, strings in code point order, as databases do. */
function compare(left: RangeBound, right: RangeBound): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return Buffer.compare(Buffer.from(String(left)), Buffer.from(String(right)));
}
