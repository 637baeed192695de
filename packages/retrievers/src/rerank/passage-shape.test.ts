import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapeOf } from './passage-shape.ts';

describe('the shape of a passage', () => {
  it.each([
    ['Net sales | 1,577 | 1,373', 2, 1],
    ['Net sales | 2019 | 2018', 0, 0],
    ['As of December 31, 2019', 0, 0],
    ['a total of 31, or .5 of it', 2, 1],
    ['fy2019 q3', 1, 1],
    ['Costs\n12 | 13\n14', 3, 2],
    ['', 0, 0],
  ])('%j has %i figures in %i rows', (text, figures, rows) => {
    expect(shapeOf(text)).toMatchObject({ figures, rows });
  });

  it('knows the same of text that is not ASCII', () => {
    expect(shapeOf('Umsatz – 12,5 Mio. €').plain).toBe('umsatz 12 5 mio');
    expect(shapeOf('Sales - 12,5 mio. $').plain).toBe('sales 12 5 mio');
  });

  it('never has more figures than words, or more rows than lines', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { density, rows } = shapeOf(text);
        expect(density).toBeGreaterThanOrEqual(0);
        expect(density).toBeLessThanOrEqual(1);
        expect(rows).toBeLessThanOrEqual(text.split('\n').length);
      }),
    );
  });
});
