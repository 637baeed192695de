import type { Filter, FilterValue } from '@plumbline/core';
import { type AttributeField, type AttributeFields, attributeOf, type RangeFilter } from './attribute-field.ts';
import { type Condition, joinSupersets, leafOf, NOTHING, type Superset, UNKNOWN } from './condition.ts';
import { asOfLowerBound, secondsRange } from './date-bounds.ts';
import { fit, type Limits } from './fit.ts';
import { type FieldFilter, translate } from './translate.ts';

export type Comparator = 'gt' | 'gte' | 'lt' | 'lte';

/** The words of a service that filters documents by their attributes. */
export interface AttributeDialect<Leaf> {
  /** Named in errors. */
  readonly service: string;
  /** Whether its numbers are whole. */
  readonly wholeNumbers: boolean;
  readonly limits: Limits<Leaf>;
  /** The attribute is one of these texts; at least one. */
  isOneOf(key: string, values: readonly string[]): readonly Leaf[];
  /** The list holds one of these texts; at least one. */
  holdsOneOf(key: string, values: readonly string[]): readonly Leaf[];
  equals(key: string, value: number): Leaf;
  compare(key: string, comparator: Comparator, value: number): Leaf;
  /** A date, in seconds since the epoch. */
  compareDate(key: string, comparator: Comparator, seconds: number): Leaf;
  /** The negation of a leaf, for attributes that every document has; nothing where there is no word for it. */
  negate(leaf: Leaf): Leaf | undefined;
  /** A list of leaves, two or more. */
  list(op: 'and' | 'or', parts: Leaf[]): Leaf;
}

/** A filter in a service's words. */
export interface CompiledFilter<Leaf> {
  /** Sent with the query; absent: no condition. It matches all that the filter does. */
  readonly sent?: Leaf;
  /** Whether it matches no more than that. If not, results must be checked in memory. */
  readonly exact: boolean;
  /** Nothing can match: there is no need to ask. */
  readonly nothing: boolean;
}

/**
 * Compiles a filter. What a service has no words for, or no room, is widened and never narrowed.
 *
 * @throws UnsupportedFilterError for a field that is no attribute
 */
export function compileAttributeFilter<Leaf>(
  filter: Filter,
  fields: AttributeFields,
  dialect: AttributeDialect<Leaf>,
): CompiledFilter<Leaf> {
  const compiler = { fields, dialect };
  const whole = translate(filter, (part, negated) => (negated ? notField(part, compiler) : field(part, compiler)));
  const { condition, exact } = fit(whole, dialect.limits);
  if (condition.op === 'none') return { exact, nothing: true };
  return { ...(condition.op === 'all' ? {} : { sent: render(condition, dialect) }), exact, nothing: false };
}

interface Compiler<Leaf> {
  readonly fields: AttributeFields;
  readonly dialect: AttributeDialect<Leaf>;
}

function field<Leaf>(filter: FieldFilter, compiler: Compiler<Leaf>): Superset<Leaf> {
  const attribute = attributeOf(filter.field, compiler.fields, compiler.dialect.service);
  if (attribute === undefined) return UNKNOWN;
  switch (filter.op) {
    case 'eq':
      return membership(attribute, [filter.value], compiler.dialect);
    case 'in':
      return membership(attribute, filter.values, compiler.dialect);
    case 'range':
      return range(filter, attribute, compiler);
    case 'exists':
      return UNKNOWN;
  }
}

function notField<Leaf>(filter: FieldFilter, compiler: Compiler<Leaf>): Superset<Leaf> {
  const { fields, dialect } = compiler;
  if (attributeOf(filter.field, fields, dialect.service)?.required !== true) return UNKNOWN;
  const { condition, exact } = field(filter, compiler);
  // The negation of something wider would be something narrower.
  if (!exact) return UNKNOWN;
  if (condition.op === 'none') return { condition: { op: 'all' }, exact: true };
  const alternatives = condition.op === 'or' ? condition.parts : [condition];
  return joinSupersets(
    'and',
    alternatives.map((part) => {
      const negated = part.op === 'leaf' ? dialect.negate(part.leaf) : undefined;
      return negated === undefined ? UNKNOWN : leafOf(negated);
    }),
  );
}

function membership<Leaf>(
  { key, kind }: AttributeField,
  values: readonly FilterValue[],
  dialect: AttributeDialect<Leaf>,
): Superset<Leaf> {
  const distinct = [...new Set(values)];
  const texts = distinct.filter((value) => typeof value === 'string');
  if (kind === 'date') return texts.length > 0 ? UNKNOWN : NOTHING;
  if (kind === 'number') {
    const numbers = distinct.filter((value) => typeof value === 'number');
    const storable = numbers.filter((value) => !dialect.wholeNumbers || Number.isSafeInteger(value));
    return anyOf(storable.map((value) => dialect.equals(key, value)));
  }
  // An empty text is not stored, so where it is asked for the attribute may be missing.
  if (texts.includes('')) return UNKNOWN;
  if (texts.length === 0) return NOTHING;
  return anyOf(kind === 'string' ? dialect.isOneOf(key, texts) : dialect.holdsOneOf(key, texts));
}

function range<Leaf>(
  filter: RangeFilter,
  { key, kind }: AttributeField,
  { fields, dialect }: Compiler<Leaf>,
): Superset<Leaf> {
  const { gt, gte, lt, lte } = filter;
  const isNumeric = typeof (gt ?? gte ?? lt ?? lte) === 'number';
  if (kind === 'strings' || isNumeric !== (kind === 'number')) return NOTHING;
  if (kind === 'number') return numberRange(filter, key, dialect);
  if (kind === 'date') {
    const { bounds, exact } = secondsRange(filter);
    const leaves = bounds.map(({ operator, seconds }) => leafOf(dialect.compareDate(key, operator, seconds)));
    return { condition: joinSupersets('and', leaves).condition, exact };
  }
  const lower = filter.field === 'asOf' ? asOfLowerBound(filter) : undefined;
  const last = fields['asOfBound'];
  if (lower === undefined || last === undefined) return UNKNOWN;
  return leafOf(dialect.compareDate(last.key, lower.operator, lower.seconds), false);
}

function numberRange<Leaf>(filter: RangeFilter, key: string, dialect: AttributeDialect<Leaf>): Superset<Leaf> {
  const bounds = (['gt', 'gte', 'lt', 'lte'] as const).flatMap((comparator) => {
    const bound = filter[comparator];
    return typeof bound === 'number'
      ? [dialect.wholeNumbers ? wholeBound(comparator, bound) : { comparator, bound }]
      : [];
  });
  return joinSupersets(
    'and',
    bounds.map(({ comparator, bound }) =>
      dialect.wholeNumbers && !Number.isSafeInteger(bound) ? UNKNOWN : leafOf(dialect.compare(key, comparator, bound)),
    ),
  );
}

/** Among whole numbers, above 3.5 is from 4 on. */
function wholeBound(comparator: Comparator, bound: number): { comparator: Comparator; bound: number } {
  const whole = {
    gt: { comparator: 'gte', bound: Math.floor(bound) + 1 },
    gte: { comparator: 'gte', bound: Math.ceil(bound) },
    lt: { comparator: 'lte', bound: Math.ceil(bound) - 1 },
    lte: { comparator: 'lte', bound: Math.floor(bound) },
  } as const;
  return whole[comparator];
}

function anyOf<Leaf>(leaves: readonly Leaf[]): Superset<Leaf> {
  return joinSupersets(
    'or',
    leaves.map((leaf) => leafOf(leaf)),
  );
}

function render<Leaf>(condition: Condition<Leaf>, dialect: AttributeDialect<Leaf>): Leaf {
  switch (condition.op) {
    case 'leaf':
      return condition.leaf;
    case 'and':
    case 'or':
      return dialect.list(
        condition.op,
        condition.parts.map((part) => render(part, dialect)),
      );
    case 'all':
    case 'none':
      throw new Error('A condition within a list is never final: join() has folded it.');
  }
}
