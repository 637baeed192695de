import { type FilterValue, InvalidInputError } from '@plumbline/core';

/** What a field holds; `strings` is a list, of which `eq` asks for a member. */
export type FieldType = 'string' | 'strings' | 'number' | 'boolean';

/** Fields that a question may name. */
export type FieldTypes = Readonly<Record<string, FieldType>>;

/**
 * A value as its field holds it. Models write numbers as texts and the other way round; what is neither is refused.
 *
 * @throws InvalidInputError for an unknown field, or a value that is not of its type
 */
export function typedValue(field: string, value: unknown, fields: FieldTypes): FilterValue {
  const type = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (type === undefined) {
    throw new InvalidInputError(
      `The query names the field "${field}"; the fields are ${Object.keys(fields).join(', ')}.`,
    );
  }
  const read = readers[type](value);
  if (read === undefined) {
    throw new InvalidInputError(`The query compares ${field} with ${JSON.stringify(value)}, which is no ${type}.`);
  }
  return read;
}

const readers = { string: asText, strings: asText, number: asNumber, boolean: asBoolean };

function asText(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' ? value : undefined;
}

function asNumber(value: unknown): number | undefined {
  const isWritten = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim());
  const number = isWritten ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function asBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return { true: true, false: false }[String(value).toLowerCase()];
}
