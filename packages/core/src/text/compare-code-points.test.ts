import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareCodePoints } from './compare-code-points.ts';

it('puts a character beyond the basic plane after U+FFFF', () => {
  expect(['\u{1f600}', '\uffff', 'a', '\ue000', 'ab', ''].sort(compareCodePoints)).toEqual([
    '',
    'a',
    'ab',
    '\ue000',
    '\uffff',
    '\u{1f600}',
  ]);
});

it('agrees with the order of the UTF-8 bytes', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, (left, right) => {
      expect(Math.sign(compareCodePoints(left, right))).toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)));
    }),
  );
});
