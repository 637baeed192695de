import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../contracts/record-store.ts';
import { canonicalJson } from './canonical-json.ts';

const reversed = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
};

describe('canonical JSON (RFC 8785)', () => {
  it.each<[string, JsonValue, string]>([
    ['sorts keys at every depth', { b: [{ d: 1, c: 2 }], a: null }, '{"a":null,"b":[{"c":2,"d":1}]}'],
    [
      'sorts keys by UTF-16 code units',
      { '\ufb33': 6, '😀': 5, '€': 4, ö: 3, '\u0080': 2, '1': 1, '\r': 0 },
      '{"\\r":0,"1":1,"\u0080":2,"ö":3,"€":4,"😀":5,"\ufb33":6}',
    ],
    ['writes numbers as ECMAScript does', [1e30, 4.5, 2e-3, 1e-27, -0, 100], '[1e+30,4.5,0.002,1e-27,0,100]'],
    ['escapes only what must be escaped', '€$\u000f\nA\'B"\\/', '"€$\\u000f\\nA\'B\\"\\\\/"'],
    ['keeps order and emptiness of lists', [[], {}, [2, 1], ''], '[[],{},[2,1],""]'],
  ])('%s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('is the same for every order of keys, and loses nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (generated) => {
        const value: JsonValue = JSON.parse(JSON.stringify(generated));
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
    );
  });
});
