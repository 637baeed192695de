import type { DocumentAttribute } from '@aws-sdk/client-kendra';
import { InvalidInputError, type PassageMetadata, sealAcl } from '@plumbline/core';
import type { AttributeField, AttributeFields } from '../filter/attribute-field.ts';
import { asOfSeconds } from '../filter/date-bounds.ts';
import { KENDRA_FIELDS, PASSAGE_ID } from './fields.ts';

export interface KendraAttributeOptions {
  /** Attributes of the index by field of metadata. Default {@link KENDRA_FIELDS}. */
  fields?: AttributeFields;
  /** The id of the passage, where each passage is a document of its own: then it comes back under this id. */
  passageId?: string;
}

/**
 * The attributes of a document, for `BatchPutDocument` or a metadata file: what {@link KendraRetriever} filters by and
 * reads back. The access list is sealed. A field that is absent or empty has no attribute.
 *
 * @throws InvalidInputError for a value that the attribute's type cannot hold
 */
export function kendraAttributes(
  metadata: PassageMetadata,
  { fields = KENDRA_FIELDS, passageId }: KendraAttributeOptions = {},
): DocumentAttribute[] {
  const values: Record<string, unknown> = { ...metadata, acl: sealAcl(metadata.acl) };
  const attributes = Object.entries(fields).flatMap(([name, field]): DocumentAttribute[] => {
    if (name === 'asOfBound') {
      return [{ Key: field.key, Value: { DateValue: new Date(asOfSeconds(metadata.asOf) * 1000) } }];
    }
    const value = values[name];
    const isEmpty = value === undefined || value === null || value === '';
    return isEmpty ? [] : [{ Key: field.key, Value: wireValue(name, field, value) }];
  });
  return passageId === undefined ? attributes : [...attributes, { Key: PASSAGE_ID, Value: { StringValue: passageId } }];
}

function wireValue(name: string, { kind }: AttributeField, value: unknown): NonNullable<DocumentAttribute['Value']> {
  if (kind === 'string' && typeof value === 'string') return { StringValue: value };
  if (kind === 'number' && typeof value === 'number' && Number.isSafeInteger(value)) return { LongValue: value };
  if (kind === 'strings' && Array.isArray(value)) return { StringListValue: value.map(String) };
  const time = kind === 'date' && typeof value === 'string' ? Date.parse(value) : Number.NaN;
  // Kendra keeps whole seconds.
  if (!Number.isNaN(time)) return { DateValue: new Date(Math.floor(time / 1000) * 1000) };
  throw new InvalidInputError(`The field ${name} is no ${kind} as its Kendra attribute is: ${JSON.stringify(value)}.`);
}

/** The fields of metadata that a result's attributes hold. What an attribute of another type holds is left out. */
export function readKendraAttributes(
  attributes: readonly DocumentAttribute[],
  fields: AttributeFields = KENDRA_FIELDS,
): Record<string, unknown> {
  const byKey = new Map(attributes.map(({ Key, Value }) => [Key, Value]));
  const read = Object.entries(fields).flatMap(([name, { key, kind }]): [string, unknown][] => {
    const value = byKey.get(key);
    const plain = {
      string: value?.StringValue,
      strings: value?.StringListValue,
      number: value?.LongValue,
      date: value?.DateValue?.toISOString(),
    }[kind];
    return plain === undefined || name === 'asOfBound' ? [] : [[name, plain]];
  });
  return Object.fromEntries(read);
}
