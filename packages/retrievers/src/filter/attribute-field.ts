import type { Filter } from '@plumbline/core';
import { UnsupportedFilterError } from '@plumbline/core';

/** How a service keeps a field of metadata. A `date` is an instant in ISO 8601 to us; the service's precision is a second. */
export type AttributeKind = 'string' | 'strings' | 'number' | 'date';

export interface AttributeField {
  /** The name the service knows it by. */
  readonly key: string;
  readonly kind: AttributeKind;
  /**
   * Every document has it. What a service does with a negation where a field is missing differs from store to store, so
   * only conditions on required fields are negated there. Default false.
   */
  readonly required?: boolean;
}

/** The fields of metadata that a service can filter by, by our name. */
export type AttributeFields = Readonly<Record<string, AttributeField>>;

/** Fields of a passage that no service filters by: a filter may name them, and they are compared afterwards. */
const COMPARED_HERE = ['id', 'chunk', 'title', 'source', 'page', 'section', 'table'];

/**
 * How a service keeps a field; nothing for one that is compared in memory alone.
 *
 * @throws UnsupportedFilterError for a field nobody knows: it would match nothing in silence
 */
export function attributeOf(field: string, fields: AttributeFields, service: string): AttributeField | undefined {
  if (Object.hasOwn(fields, field)) return fields[field];
  if (COMPARED_HERE.includes(field)) return undefined;
  const known = [...Object.keys(fields), ...COMPARED_HERE].join(', ');
  throw new UnsupportedFilterError(service, `"${field}" is no field; the fields are ${known}`);
}

export type RangeFilter = Extract<Filter, { op: 'range' }>;
