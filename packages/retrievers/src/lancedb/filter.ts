import { type Filter, type FilterValue, type RangeBound, UnsupportedFilterError } from '@plumbline/core';
import { type ColumnKind, FILTER_COLUMNS } from './schema.ts';

/**
 * Compiles a filter to a LanceDB condition with the meaning of `matchFilter`. Values are quoted, names are checked
 * against the columns, so nothing of a value is ever read as SQL.
 *
 * @throws UnsupportedFilterError for a field that is no column, which would match nothing in silence, and for filters
 *   within filters within filters, 16 deep
 */
export function lanceFilter(filter: Filter): string {
  if (!isWithin(filter, MAX_DEPTH)) {
    throw new UnsupportedFilterError('LanceDB', `its parts lie more than ${MAX_DEPTH} deep within each other`);
  }
  return compile(filter, false);
}

/** Beyond twenty brackets within each other its reader of conditions fails, or takes longer with each than for all before. */
const MAX_DEPTH = 16;

function isWithin(filter: Filter, depth: number): boolean {
  if (depth < 0) return false;
  if ('filters' in filter) return filter.filters.every((part) => isWithin(part, depth - 1));
  return !('filter' in filter) || isWithin(filter.filter, depth - 1);
}

const TRUE = 'true';
const FALSE = 'false';

/** Under a `not` a leaf must be false, not NULL, where the field is missing; elsewhere NULL drops the row as well. */
function compile(filter: Filter, negated: boolean): string {
  switch (filter.op) {
    case 'and':
    case 'or': {
      const parts = filter.filters.map((part) => compile(part, negated));
      if (parts.length === 0) return filter.op === 'and' ? TRUE : FALSE;
      return `(${parts.join(filter.op === 'and' ? ' AND ' : ' OR ')})`;
    }
    case 'not':
      return `(NOT ${compile(filter.filter, true)})`;
    case 'exists':
      return `(${column(filter.field).name} IS NOT NULL)`;
    case 'eq':
      return membership(filter.field, [filter.value], negated);
    case 'in':
      return membership(filter.field, filter.values, negated);
    case 'range':
      return range(filter, negated);
  }
}

function membership(field: string, values: readonly FilterValue[], negated: boolean): string {
  const { name, kind } = column(field);
  const literals = [...new Set(values)].flatMap((value) => literal(value, kind) ?? []);
  if (literals.length === 0) return FALSE;
  if (kind === 'strings') return present(name, `array_has_any(${name}, [${literals.join(', ')}])`, negated);
  const condition = literals.length === 1 ? `${name} = ${literals[0]}` : `${name} IN (${literals.join(', ')})`;
  return present(name, condition, negated);
}

/** A value as SQL, or nothing when a column of this kind never holds it. */
function literal(value: FilterValue, kind: ColumnKind): string | undefined {
  if (kind === 'integer') return typeof value === 'number' && isInt32(value) ? String(value) : undefined;
  // A text with half a surrogate pair cannot be stored, and would be compared as something else.
  return typeof value === 'string' && !/\p{Cs}/u.test(value) ? `'${value.replaceAll("'", "''")}'` : undefined;
}

type Range = Extract<Filter, { op: 'range' }>;

function range(filter: Range, negated: boolean): string {
  const { name, kind } = column(filter.field);
  const bounds: [string, RangeBound | undefined][] = [
    ['>', filter.gt],
    ['>=', filter.gte],
    ['<', filter.lt],
    ['<=', filter.lte],
  ];
  if (kind === 'strings') return FALSE;
  const conditions: string[] = [];
  for (const [operator, bound] of bounds) {
    if (bound === undefined) continue;
    const condition = comparison(name, kind, { operator, bound });
    if (condition === FALSE) return FALSE;
    if (condition !== TRUE) conditions.push(condition);
  }
  if (conditions.length === 0) return `(${name} IS NOT NULL)`;
  return present(name, conditions.join(' AND '), negated);
}

function comparison(
  name: string,
  kind: 'string' | 'integer',
  { operator, bound }: { operator: string; bound: RangeBound },
): string {
  if (kind === 'string') {
    const text = literal(bound, 'string');
    return text === undefined ? FALSE : `${name} ${operator} ${text}`;
  }
  if (typeof bound !== 'number' || Number.isNaN(bound)) return FALSE;
  const whole = operator === '>' || operator === '<=' ? Math.floor(bound) : Math.ceil(bound);
  if (isInt32(whole)) return `${name} ${operator} ${whole}`;
  return operator.startsWith('>') === whole < 0 ? TRUE : FALSE;
}

function isInt32(value: number): boolean {
  return Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31;
}

function present(name: string, condition: string, negated: boolean): string {
  return negated ? `(${name} IS NOT NULL AND ${condition})` : `(${condition})`;
}

function column(field: string): { name: string; kind: ColumnKind } {
  const kind = Object.hasOwn(FILTER_COLUMNS, field) ? FILTER_COLUMNS[field] : undefined;
  if (kind === undefined) {
    const known = Object.keys(FILTER_COLUMNS).join(', ');
    throw new UnsupportedFilterError('LanceDB', `"${field}" is no column; the columns are ${known}`);
  }
  return { name: `\`${field}\``, kind };
}
