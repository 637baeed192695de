import type { AttributeFilter, DocumentAttribute } from '@aws-sdk/client-kendra';
import type { Filter, FilterValue } from '@plumbline/core';
import { type AttributeField, type AttributeFields, attributeOf, type RangeFilter } from '../filter/attribute-field.ts';
import { type Condition, joinSupersets, leafOf, NOTHING, type Superset, UNKNOWN } from '../filter/condition.ts';
import { asOfLowerBound, type SecondsBound, secondsRange } from '../filter/date-bounds.ts';
import { fit } from '../filter/fit.ts';
import { type FieldFilter, translate } from '../filter/translate.ts';
import { KENDRA_FIELDS } from './fields.ts';

/** Kendra's own limits: docs.aws.amazon.com/kendra/latest/APIReference/API_AttributeFilter.html */
const LIMITS = { depth: 2, length: 10, depthOf: (leaf: AttributeFilter) => (leaf.NotFilter === undefined ? 0 : 1) };
/** Strings of one list, by default: API_DocumentAttributeValue.html */
const MAX_STRINGS = 10;
const SERVICE = 'Kendra';

/** A filter in Kendra's words. */
export interface KendraFilter {
  /** Sent with the query; absent: no condition. It matches all that the filter does. */
  readonly attributeFilter?: AttributeFilter;
  /** Whether it matches no more than that. If not, results must be checked in memory. */
  readonly exact: boolean;
  /** Nothing can match: there is no need to ask. */
  readonly nothing: boolean;
}

/**
 * Compiles a filter for Kendra, which compares texts for equality alone, knows no "exists", and takes lists of ten, two
 * deep. What does not fit is widened, never narrowed; the retriever checks every result against the filter itself.
 *
 * @throws UnsupportedFilterError for a field that is no attribute
 */
export function kendraFilter(filter: Filter, fields: AttributeFields = KENDRA_FIELDS): KendraFilter {
  const whole = translate(filter, (part, negated) => (negated ? notLeaf(part, fields) : leaf(part, fields)));
  const { condition, exact } = fit(whole, LIMITS);
  if (condition.op === 'none') return { exact, nothing: true };
  return { ...(condition.op === 'all' ? {} : { attributeFilter: render(condition) }), exact, nothing: false };
}

function leaf(filter: FieldFilter, fields: AttributeFields): Superset<AttributeFilter> {
  const attribute = attributeOf(filter.field, fields, SERVICE);
  if (attribute === undefined) return UNKNOWN;
  switch (filter.op) {
    case 'eq':
      return membership(attribute, [filter.value]);
    case 'in':
      return membership(attribute, filter.values);
    case 'range':
      return range(filter, attribute, fields);
    case 'exists':
      return UNKNOWN;
  }
}

/** Kendra does not say what `NotFilter` does with documents that lack the attribute. */
function notLeaf(filter: FieldFilter, fields: AttributeFields): Superset<AttributeFilter> {
  const attribute = attributeOf(filter.field, fields, SERVICE);
  if (attribute?.required !== true) return UNKNOWN;
  const { condition, exact } = leaf(filter, fields);
  // The negation of something wider would be something narrower.
  if (!exact) return UNKNOWN;
  if (condition.op === 'none') return { condition: { op: 'all' }, exact: true };
  const alternatives = condition.op === 'or' ? condition.parts : [condition];
  return joinSupersets(
    'and',
    alternatives.map((part) => (part.op === 'leaf' ? leafOf({ NotFilter: part.leaf }) : UNKNOWN)),
  );
}

function membership({ key, kind }: AttributeField, values: readonly FilterValue[]): Superset<AttributeFilter> {
  const distinct = [...new Set(values)];
  if (kind === 'date') return distinct.some((value) => typeof value === 'string') ? UNKNOWN : NOTHING;
  if (kind === 'number') {
    const numbers = distinct.filter((value) => Number.isSafeInteger(value));
    return anyOf(numbers.map((value) => ({ EqualsTo: { Key: key, Value: { LongValue: Number(value) } } })));
  }
  const texts = distinct.filter((value) => typeof value === 'string');
  // An empty text cannot be stored, so where it is asked for the attribute may be missing.
  if (texts.includes('')) return UNKNOWN;
  if (kind === 'string') return anyOf(texts.map((text) => ({ EqualsTo: { Key: key, Value: { StringValue: text } } })));
  const lists: string[][] = [];
  for (let start = 0; start < texts.length; start += MAX_STRINGS) lists.push(texts.slice(start, start + MAX_STRINGS));
  return anyOf(lists.map((list) => ({ ContainsAny: { Key: key, Value: { StringListValue: list } } })));
}

function range(filter: RangeFilter, { key, kind }: AttributeField, fields: AttributeFields): Superset<AttributeFilter> {
  const { gt, gte, lt, lte } = filter;
  const isNumeric = typeof (gt ?? gte ?? lt ?? lte) === 'number';
  if (kind === 'strings' || isNumeric !== (kind === 'number')) return NOTHING;
  if (kind === 'number') return numbers(key, filter);
  if (kind === 'date') {
    const { bounds, exact } = secondsRange(filter);
    const parts = bounds.map((bound) => leafOf(comparison(bound.operator, dateValue(key, bound))));
    const { condition } = joinSupersets('and', parts);
    return { condition, exact };
  }
  const lower = filter.field === 'asOf' ? asOfLowerBound(filter) : undefined;
  const last = fields['asOfBound'];
  return lower === undefined || last === undefined
    ? UNKNOWN
    : leafOf(comparison(lower.operator, dateValue(last.key, lower)), false);
}

function numbers(key: string, { gt, gte, lt, lte }: RangeFilter): Superset<AttributeFilter> {
  // Kendra's numbers are whole: above 3.5 is from 4 on.
  const bounds = [
    ...(typeof gt === 'number' ? [['gte', Math.floor(gt) + 1] as const] : []),
    ...(typeof gte === 'number' ? [['gte', Math.ceil(gte)] as const] : []),
    ...(typeof lt === 'number' ? [['lte', Math.ceil(lt) - 1] as const] : []),
    ...(typeof lte === 'number' ? [['lte', Math.floor(lte)] as const] : []),
  ];
  return joinSupersets(
    'and',
    bounds.map(([operator, bound]) =>
      Number.isSafeInteger(bound) ? leafOf(comparison(operator, { Key: key, Value: { LongValue: bound } })) : UNKNOWN,
    ),
  );
}

function dateValue(key: string, { seconds }: SecondsBound): DocumentAttribute {
  return { Key: key, Value: { DateValue: new Date(seconds * 1000) } };
}

function comparison(operator: SecondsBound['operator'], wanted: DocumentAttribute): AttributeFilter {
  switch (operator) {
    case 'gt':
      return { GreaterThan: wanted };
    case 'gte':
      return { GreaterThanOrEquals: wanted };
    case 'lt':
      return { LessThan: wanted };
    case 'lte':
      return { LessThanOrEquals: wanted };
  }
}

function anyOf(leaves: readonly AttributeFilter[]): Superset<AttributeFilter> {
  return leaves.length === 0
    ? NOTHING
    : joinSupersets(
        'or',
        leaves.map((one) => leafOf(one)),
      );
}

function render(condition: Exclude<Condition<AttributeFilter>, { op: 'all' } | { op: 'none' }>): AttributeFilter {
  if (condition.op === 'leaf') return condition.leaf;
  const parts = condition.parts.flatMap((part) => (part.op === 'all' || part.op === 'none' ? [] : [render(part)]));
  return condition.op === 'and' ? { AndAllFilters: parts } : { OrAllFilters: parts };
}
