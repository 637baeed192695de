import { type Filter, type FilterValue, type RangeBound, UnsupportedFilterError } from '@plumbline/core';
import type { FieldKind } from './document-types.ts';

/** A query of OpenSearch's DSL. */
export type QueryClause = Readonly<Record<string, unknown>>;

const ALL: QueryClause = { match_all: {} };
const NONE: QueryClause = { match_none: {} };

/**
 * Compiles a filter to a query with the meaning of `matchFilter`, to stand in `filter` of a text query or of a k-NN
 * query. Values are data of the query, never part of its words.
 *
 * @param fields what the index holds, by kind (`OpenSearchIndex.fields`)
 * @throws UnsupportedFilterError for a field the index does not have: it would match nothing in silence
 */
export function openSearchFilter(filter: Filter, fields: Readonly<Record<string, FieldKind>>): QueryClause {
  switch (filter.op) {
    case 'and':
      return all(filter.filters.map((part) => openSearchFilter(part, fields)));
    case 'or':
      return any(filter.filters.map((part) => openSearchFilter(part, fields)));
    case 'not':
      return not(openSearchFilter(filter.filter, fields));
    case 'exists':
      return exists(filter.field, fields);
    case 'eq':
      return membership(filter.field, [filter.value], fields);
    case 'in':
      return membership(filter.field, filter.values, fields);
    case 'range':
      return range(filter, fields);
  }
}

type Fields = Readonly<Record<string, FieldKind>>;

function all(parts: readonly QueryClause[]): QueryClause {
  if (parts.includes(NONE)) return NONE;
  const kept = parts.filter((part) => part !== ALL);
  return kept.length === 0 ? ALL : (single(kept) ?? { bool: { filter: kept } });
}

function any(parts: readonly QueryClause[]): QueryClause {
  if (parts.includes(ALL)) return ALL;
  const kept = parts.filter((part) => part !== NONE);
  return kept.length === 0 ? NONE : (single(kept) ?? { bool: { should: kept, minimum_should_match: 1 } });
}

function not(part: QueryClause): QueryClause {
  if (part === ALL) return NONE;
  return part === NONE ? ALL : { bool: { must_not: [part] } };
}

function single(parts: readonly QueryClause[]): QueryClause | undefined {
  return parts.length === 1 ? parts[0] : undefined;
}

/** An empty list is present, and nothing of it is indexed: which lists a passage has is a field of its own. */
function exists(field: string, fields: Fields): QueryClause {
  return kindOf(field, fields) === 'strings' ? { term: { lists: field } } : { exists: { field } };
}

function membership(field: string, values: readonly FilterValue[], fields: Fields): QueryClause {
  const kind = kindOf(field, fields);
  const comparable = [...new Set(values)].filter((value) => isComparable(value, kind));
  const [first] = comparable;
  if (first === undefined) return NONE;
  return comparable.length === 1 ? { term: { [field]: { value: first } } } : { terms: { [field]: comparable } };
}

/** Whether a field of this kind can hold the value: another type equals nothing. */
function isComparable(value: FilterValue, kind: FieldKind): boolean {
  if (kind === 'integer') return typeof value === 'number' && Number.isSafeInteger(value);
  if (kind === 'number') return typeof value === 'number' && Number.isFinite(value);
  // Half a surrogate pair cannot be stored, and would be compared as something else.
  return typeof value === 'string' && value.isWellFormed();
}

function range(filter: Extract<Filter, { op: 'range' }>, fields: Fields): QueryClause {
  const { field, gt, gte, lt, lte } = filter;
  const kind = kindOf(field, fields);
  if (kind === 'strings') return NONE;
  const bounds = Object.entries({ gt, gte, lt, lte }).filter(([, bound]) => bound !== undefined);
  if (!bounds.every(([, bound]) => isBound(bound, kind))) return NONE;
  if (bounds.length === 0) return exists(field, fields);
  const safe = bounds.map(([name, bound]) => [name, kind === 'string' ? bound : withinField(Number(bound), kind)]);
  // One query takes one lower and one upper bound, and of two the last in silence.
  return all(safe.map(([name, bound]) => ({ range: { [field]: { [String(name)]: bound } } })));
}

function isBound(bound: RangeBound | undefined, kind: FieldKind): boolean {
  if (kind === 'string') return typeof bound === 'string' && bound.isWellFormed();
  return typeof bound === 'number' && !Number.isNaN(bound);
}

/** A bound outside of what a field can hold is refused by OpenSearch, and infinity has no form in JSON. */
function withinField(bound: number, kind: 'integer' | 'number'): number {
  const largest = kind === 'integer' ? 2 ** 53 : Number.MAX_VALUE;
  return Math.max(-largest, Math.min(largest, bound));
}

function kindOf(field: string, fields: Fields): FieldKind {
  const kind = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (kind !== undefined) return kind;
  const known = Object.keys(fields).join(', ');
  throw new UnsupportedFilterError('OpenSearch', `"${field}" is no field of this index; the fields are ${known}`);
}
