import { UnsupportedFilterError } from '../contracts/errors.ts';
import type { Filter, FilterValue, RangeBound } from '../contracts/filter.ts';
import { compareCodePoints } from '../text/compare-code-points.ts';

/** A record of metadata, as in `Passage.metadata`. */
export type Metadata = Readonly<Record<string, unknown>>;

/**
 * The in-memory compiler of a filter, and the meaning every other compiler is tested against.
 *
 * @returns a predicate over metadata
 * @throws UnsupportedFilterError for an operator that does not exist, which an untyped caller may pass
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
      return (metadata) => hasValue(read(metadata, filter.field), [filter.value]);
    case 'in':
      return (metadata) => hasValue(read(metadata, filter.field), filter.values);
    case 'exists':
      return (metadata) => isPresent(read(metadata, filter.field));
    case 'range':
      return (metadata) => isWithin(read(metadata, filter.field), filter);
    default: {
      const unknown: never = filter;
      throw new UnsupportedFilterError('metadata in memory', `it has no operator like ${JSON.stringify(unknown)}`);
    }
  }
}

/** Own fields only: every object inherits a `constructor`, which is no metadata. */
function read(metadata: Metadata, field: string): unknown {
  return Object.hasOwn(metadata, field) ? metadata[field] : undefined;
}

function isPresent(field: unknown): boolean {
  return field !== undefined && field !== null;
}

function hasValue(field: unknown, values: readonly FilterValue[]): boolean {
  const items: readonly unknown[] = Array.isArray(field) ? field : [field];
  return items.some((item) => values.some((value) => value === item));
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
  return compareCodePoints(String(left), String(right));
}
