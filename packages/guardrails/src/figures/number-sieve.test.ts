import { parseFigures } from '@plumbline/core';
import { statedNumber, statementOf } from '@plumbline/core/derivations';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNumberSieve } from './number-sieve.ts';

const texts = ['1,577', '$1.6 billion', '4.2 %', '420 bps', '0.042', '-12.5', '$ 77 thousand'];
const stated = texts.flatMap((text) => parseFigures(text).map(statedNumber));
const mayMeet = createNumberSieve(stated);

describe('the sieve of stated numbers', () => {
  it('lets every number through that one of them states', () => {
    const values = fc
      .constantFrom(...stated)
      .chain((number) =>
        fc
          .tuple(fc.constantFrom(1, 100, 0.01, 1e3, 1e-3, 1e6, 1e-6), fc.double({ min: -1.5, max: 1.5, noNaN: true }))
          .map(([factor, off]) => (number.value + off * number.tolerance) * factor),
      );
    const operations = fc.constantFrom('value' as const, 'change' as const, 'ratio' as const, 'sum' as const);
    const measures = fc.constantFrom(
      {},
      { unit: 'percent' as const, scale: 1 },
      { scale: 1e3 },
      { scale: 1e6 },
      { scale: 1e9 },
    );
    fc.assert(
      fc.property(values, operations, measures, (value, operation, measure) => {
        const isStated = stated.some((one) => statementOf(one, operation, value, measure) !== undefined);
        expect(mayMeet(value) || !isStated).toBe(true);
      }),
    );
  });

  it('keeps most others back', () => {
    expect([7.3, 333, -0.9].filter(mayMeet)).toEqual([]);
  });
});
