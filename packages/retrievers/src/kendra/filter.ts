import type { AttributeFilter, DocumentAttribute, DocumentAttributeValue } from '@aws-sdk/client-kendra';
import type { Filter } from '@plumbline/core';
import type { AttributeFields } from '../filter/attribute-field.ts';
import {
  type AttributeDialect,
  type Comparator,
  type CompiledFilter,
  compileAttributeFilter,
} from '../filter/attribute-filter.ts';
import { KENDRA_FIELDS } from './fields.ts';

/** Strings of one list, by default: docs.aws.amazon.com/kendra/latest/APIReference/API_DocumentAttributeValue.html */
const MAX_STRINGS = 10;

const DIALECT: AttributeDialect<AttributeFilter> = {
  service: 'Kendra',
  wholeNumbers: true,
  // docs.aws.amazon.com/kendra/latest/APIReference/API_AttributeFilter.html
  limits: { depth: 2, length: 10, depthOf: ({ NotFilter }) => (NotFilter === undefined ? 0 : 1) },
  isOneOf: (key, values) => values.map((value) => ({ EqualsTo: attribute(key, { StringValue: value }) })),
  holdsOneOf(key, values) {
    const filters: AttributeFilter[] = [];
    for (let start = 0; start < values.length; start += MAX_STRINGS) {
      const StringListValue = values.slice(start, start + MAX_STRINGS);
      filters.push({ ContainsAny: attribute(key, { StringListValue }) });
    }
    return filters;
  },
  equals: (key, value) => ({ EqualsTo: attribute(key, { LongValue: value }) }),
  compare: (key, comparator, value) => comparison(comparator, attribute(key, { LongValue: value })),
  compareDate: (key, comparator, seconds) =>
    comparison(comparator, attribute(key, { DateValue: new Date(seconds * 1000) })),
  negate: (leaf) => ({ NotFilter: leaf }),
  list: (op, parts) => (op === 'and' ? { AndAllFilters: parts } : { OrAllFilters: parts }),
};

/**
 * Compiles a filter for Kendra, which compares texts for equality alone, knows no "exists", and takes lists of ten, two
 * deep. What does not fit is widened, never narrowed; the retriever checks every result against the filter itself.
 *
 * @throws UnsupportedFilterError for a field that is no attribute
 */
export function kendraFilter(filter: Filter, fields: AttributeFields = KENDRA_FIELDS): CompiledFilter<AttributeFilter> {
  return compileAttributeFilter(filter, fields, DIALECT);
}

function attribute(Key: string, Value: DocumentAttributeValue): DocumentAttribute {
  return { Key, Value };
}

function comparison(comparator: Comparator, wanted: DocumentAttribute): AttributeFilter {
  switch (comparator) {
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
