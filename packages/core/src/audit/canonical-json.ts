import type { JsonValue } from '../contracts/record-store.ts';

/**
 * The one text of a JSON value: keys sorted by UTF-16 code units, no white space, numbers and strings as ECMAScript
 * writes them. This is the JSON Canonicalization Scheme, RFC 8785.
 *
 * @param value plain JSON; numbers are finite
 */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
