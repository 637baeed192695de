import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PERIOD_PATTERNS } from './period-patterns.ts';

const PIECES = [
  ...['year ended', 'fiscal', 'FY', 'Q3', '3Q', 'H1', '1H', 'quarter', 'third', 'half', 'first', 'years', 'of'],
  ...['December', 'Dec.', 'ſept', 'may', '31', '12', '2', '2018', '2019', '1999', '18', '19'],
  ...['/', '-', '.', ',', '’', '–', ' '],
];

describe('the patterns of periods', () => {
  it('match only where what they need is there', () => {
    const texts = fc
      .array(fc.constantFrom(...PIECES), { maxLength: 7 })
      .chain((pieces) => fc.constantFrom(pieces.join(''), pieces.join(' ')));
    fc.assert(
      fc.property(texts, (text) => {
        for (const { pattern, needs } of PERIOD_PATTERNS) {
          expect(needs.test(text) || text.search(pattern) < 0).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
