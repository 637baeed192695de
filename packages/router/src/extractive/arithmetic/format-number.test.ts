import { describe, expect, it } from 'vitest';
import { formatMean, formatNumber, formatRate } from './format-number.ts';

describe('a number of an answer', () => {
  it.each([
    [1234.5, 2, '1,234.50'],
    [-1234567, 0, '−1,234,567'],
    [0.5, 0, '1'],
    [999, 0, '999'],
  ])('%d with %d decimals is %s', (value, decimals, text) => {
    expect(formatNumber(value, decimals)).toBe(text);
  });

  it.each([
    [4.2, '4.2'],
    [18.1402, '18.14'],
    [0.0031254, '0.003125'],
    [-66.6667, '−66.67'],
    [1234.567, '1,234.57'],
    [0, '0'],
  ])('%d as a rate is %s', (value, text) => {
    expect(formatRate(value)).toBe(text);
  });

  it.each([
    [5150, 0, '5,150'],
    [21.3333, 0, '21.33'],
    [1.25, 1, '1.25'],
    [3, 1, '3.0'],
  ])('the mean %d of numbers with %d decimals is %s', (value, decimals, text) => {
    expect(formatMean(value, decimals)).toBe(text);
  });
});
