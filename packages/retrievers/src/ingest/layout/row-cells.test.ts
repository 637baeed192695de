import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitRow, splitRowInside } from './row-cells.ts';

describe('splitRow', () => {
  it.each<[string, string[]]>([
    ['Net sales $ 1,577 $ (2.1) %', ['Net sales', '$ 1,577', '$ (2.1) %']],
    ['Total assets 260,174 265,595', ['Total assets', '260,174', '265,595']],
    ['Effective tax rate 21.1% — n/a', ['Effective tax rate', '21.1%', '—', 'n/a']],
    ['2015 2014 2013', ['', '2015', '2014', '2013']],
    ['Mac | 25,740 | 2%', ['Mac', '25,740', '2%']],
    ['| Mac | 25,740 |', ['Mac', '25,740']],
    ['Mac\t25,740', ['Mac', '25,740']],
    ['Mac     25,740', ['Mac', '25,740']],
  ])('finds the cells of %j', (line, cells) => {
    expect(splitRow(line)).toEqual(cells);
  });

  it.each([
    '',
    'Sales rose by 5% in 2019.',
    'as of December 31, 2015 and 2014',
    'Note 12',
    'It fell to $ 13 million in 2015',
  ])('takes %j for prose', (line) => {
    expect(splitRow(line)).toBeUndefined();
  });

  it('is content with one value inside a table', () => {
    expect(splitRow('Total 5')).toBeUndefined();
    expect(splitRowInside('Total 5')).toEqual(['Total', '5']);
  });

  it('loses nothing but the marks between the cells', () => {
    const solid = (text: string) => text.replaceAll(/[\s|]+/gu, '');
    const words = fc.array(fc.constantFrom('Sales', '$', '(', '1,234', ')', '%', '—', '2019', 'and', '   ', '|', '\t'));
    fc.assert(
      fc.property(words, (parts) => {
        const line = parts.join(' ');
        expect(solid((splitRow(line) ?? [line]).join(''))).toBe(solid(line));
      }),
    );
  });
});
