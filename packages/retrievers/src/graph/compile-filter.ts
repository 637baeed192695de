import {
  accessTokenSchema,
  type Filter,
  type FilterValue,
  type RangeBound,
  UnsupportedFilterError,
} from '@plumbline/core';
import { aclNeedle } from './acl-text.ts';
import type { FieldKind } from './schema.ts';

/** What SQL and openCypher say differently. */
export interface FilterDialect {
  /** For messages: `SQLite`, `Neptune`. */
  readonly target: string;
  readonly fields: Readonly<Record<string, FieldKind>>;
  column(field: string): string;
  /** Hands a value to the query beside its text; answers what stands for it in the text. */
  parameter(value: string | number): string;
  contains(column: string, parameter: string): string;
  oneOf(column: string, parameters: readonly string[]): string;
  /** Whether texts stand to this one in code point order in every server of this kind. */
  isOrdered(text: string): boolean;
}

const TRUE = 'true';
const FALSE = 'false';

/**
 * Compiles a filter over the properties of a node or edge with the meaning of `matchFilter`. Values never become text of
 * the query, names are checked against the schema.
 *
 * @throws UnsupportedFilterError for a field that is none: it would match nothing in silence
 */
export function compileFilter(filter: Filter, dialect: FilterDialect): string {
  return compile(filter, dialect, false);
}

/** Under a `not` a leaf must be false, not NULL, where the field is missing; elsewhere NULL drops the row as well. */
function compile(filter: Filter, dialect: FilterDialect, negated: boolean): string {
  switch (filter.op) {
    case 'and':
    case 'or': {
      const parts = filter.filters.map((part) => compile(part, dialect, negated));
      if (parts.length === 0) return filter.op === 'and' ? TRUE : FALSE;
      return `(${parts.join(filter.op === 'and' ? ' AND ' : ' OR ')})`;
    }
    case 'not':
      return `(NOT ${compile(filter.filter, dialect, true)})`;
    case 'exists':
      return `(${column(filter.field, dialect)} IS NOT NULL)`;
    case 'eq':
      return membership(filter.field, [filter.value], { dialect, negated });
    case 'in':
      return membership(filter.field, filter.values, { dialect, negated });
    case 'range':
      return range(filter, dialect, negated);
  }
}

interface Place {
  readonly dialect: FilterDialect;
  readonly negated: boolean;
}

function membership(field: string, values: readonly FilterValue[], { dialect, negated }: Place): string {
  const name = column(field, dialect);
  const kind = dialect.fields[field];
  const fitting = [...new Set(values)].filter((value) => isFitting(value, kind));
  if (fitting.length === 0) return FALSE;
  if (kind === 'tokens') {
    const held = fitting.map((token) => dialect.contains(name, dialect.parameter(aclNeedle(String(token)))));
    return present(name, `(${held.join(' OR ')})`, negated);
  }
  const condition = dialect.oneOf(
    name,
    fitting.map((value) => dialect.parameter(kind === 'number' ? Number(value) : String(value))),
  );
  return present(name, condition, negated);
}

/** Whether a property of this kind can hold the value at all. */
function isFitting(value: FilterValue, kind: FieldKind | undefined): boolean {
  if (kind === 'number') return typeof value === 'number' && !Number.isNaN(value);
  if (typeof value !== 'string' || isBrokenText(value)) return false;
  return kind === 'string' || accessTokenSchema.safeParse(value).success;
}

/** A text with half a surrogate pair cannot be stored, and would be compared as something else. */
function isBrokenText(text: string): boolean {
  return /\p{Cs}/u.test(text);
}

type Range = Extract<Filter, { op: 'range' }>;

function range(filter: Range, dialect: FilterDialect, negated: boolean): string {
  const name = column(filter.field, dialect);
  const kind = dialect.fields[filter.field];
  const bounds: [string, RangeBound | undefined][] = [
    ['>', filter.gt],
    ['>=', filter.gte],
    ['<', filter.lt],
    ['<=', filter.lte],
  ];
  const given = bounds.flatMap(([operator, bound]) => (bound === undefined ? [] : [{ operator, bound }]));
  if (kind === 'tokens' || given.some(({ bound }) => !isFitting(bound, kind))) return FALSE;
  if (given.some(({ bound }) => typeof bound === 'string' && !dialect.isOrdered(bound))) {
    throw new UnsupportedFilterError(
      dialect.target,
      `its servers order the characters beyond U+D7FF in different ways`,
    );
  }
  if (given.length === 0) return `(${name} IS NOT NULL)`;
  const conditions = given.map(({ operator, bound }) => `${name} ${operator} ${dialect.parameter(bound)}`);
  return present(name, conditions.join(' AND '), negated);
}

function present(name: string, condition: string, negated: boolean): string {
  return negated ? `(${name} IS NOT NULL AND ${condition})` : `(${condition})`;
}

function column(field: string, { fields, target, column: nameOf }: FilterDialect): string {
  if (Object.hasOwn(fields, field)) return nameOf(field);
  const known = Object.keys(fields).join(', ');
  throw new UnsupportedFilterError(target, `"${field}" is no property; the properties are ${known}`);
}
