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
  /**
   * Whether the service is asked to filter by it. `false`: it is kept with the document and compared in memory, e.g.
   * because a passage may have a value where its document has none. Default true.
   */
  readonly filterable?: boolean;
}

/** The fields of metadata that a service can filter by, by our name. */
export type AttributeFields = Readonly<Record<string, AttributeField>>;

/** Fields of a passage that are no attributes: a filter may name them, and they are compared afterwards. */
const COMPARED_HERE = ['id', 'title', 'source'];

/**
 * How a service keeps a field; nothing for one that is compared in memory alone.
 *
 * @throws UnsupportedFilterError for a field nobody knows: it would match nothing in silence
 */
export function attributeOf(field: string, fields: AttributeFields, service: string): AttributeField | undefined {
  const attribute = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (attribute !== undefined) return attribute.filterable === false ? undefined : attribute;
  if (COMPARED_HERE.includes(field)) return undefined;
  const known = [...Object.keys(fields), ...COMPARED_HERE].join(', ');
  throw new UnsupportedFilterError(service, `"${field}" is no field; the fields are ${known}`);
}

export type RangeFilter = Extract<Filter, { op: 'range' }>;
