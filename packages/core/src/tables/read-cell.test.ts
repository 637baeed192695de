import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCell } from './read-cell.ts';

describe('readCell', () => {
  it.each([
    ['1,234', { value: 1234, decimals: 0 }],
    ['$1,327.9', { value: 1327.9, decimals: 1, unit: 'currency', currency: 'USD' }],
    ['$ .95', { value: 0.95, decimals: 2, unit: 'currency', currency: 'USD' }],
    ['(1,234)', { value: -1234, decimals: 0 }],
    ['( 111545 )', { value: -111545, decimals: 0 }],
    ['(1,234', { value: -1234, decimals: 0 }],
    ['$(31.5)', { value: -31.5, decimals: 1, unit: 'currency', currency: 'USD' }],
    ['(8)%', { value: -8, decimals: 0, unit: 'percent' }],
    ['(248%)', { value: -248, decimals: 0, unit: 'percent' }],
    ['92 %', { value: 92, decimals: 0, unit: 'percent' }],
    ['-154 ( 154 )', { value: -154, decimals: 0 }],
    ['$ -6129 ( 6129 )', { value: -6129, decimals: 0, unit: 'currency', currency: 'USD' }],
    ['1.875% ( 1.875 % )', { value: 1.875, decimals: 3, unit: 'percent' }],
    ['1,234 (2)', { value: 1234, decimals: 0 }],
    ['1,234(a)', { value: 1234, decimals: 0 }],
    ['12.5*', { value: 12.5, decimals: 1 }],
    ['(130) bps', { value: -130, decimals: 0, unit: 'bps' }],
    ['2.5x', { value: 2.5, decimals: 1, unit: 'multiple' }],
    ['€3.2bn', { value: 3.2, decimals: 1, unit: 'currency', currency: 'EUR', scale: 1e9 }],
    ['−4.5', { value: -4.5, decimals: 1 }],
    ['0', { value: 0, decimals: 0 }],
  ])('reads %j', (text, expected) => {
    expect(readCell(text)).toEqual(expected);
  });

  it.each([
    '',
    '—',
    '–',
    '$ —',
    '- - %',
    'n/a',
    'NM',
    '*',
    '$',
    '%',
    'July 27, 2019',
    '12/31/2011',
    '2-5 Years',
    '31,',
  ])('reads no number in %j', (text) => {
    expect(readCell(text)).toBeUndefined();
  });

  it('never throws and never yields a number that is none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const quantity = readCell(text);
        return quantity === undefined || Number.isFinite(quantity.value);
      }),
    );
  });

  it('reads back every amount written with thousands separators', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), (value) => {
        const digits = Math.abs(value).toLocaleString('en-US');
        expect(readCell(value < 0 ? `(${digits})` : digits)?.value).toBe(value);
      }),
    );
  });
});
