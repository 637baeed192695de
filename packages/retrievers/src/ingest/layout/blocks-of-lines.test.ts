import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOfLines } from './blocks-of-lines.ts';

const PAGE = `The following table shows sales by segment. All rose.
Sales by segment
(in millions)
Years ended December 31,
2019 2018
Phones $ 142 $ 164
Current products:
Macs 25 25
Total 167 189
After the table comes prose again, and it says that sales fell.`;

describe('blocksOfLines', () => {
  it('tells a table with its caption, unit and names of columns from the prose around it', () => {
    expect(blocksOfLines(PAGE, 7)).toEqual([
      { kind: 'text', text: 'The following table shows sales by segment. All rose.', page: 7 },
      {
        kind: 'table',
        caption: 'Sales by segment',
        unit: '(in millions)',
        headerRows: 2,
        rows: [
          ['Years ended December 31,'],
          ['', '2019', '2018'],
          ['Phones', '$ 142', '$ 164'],
          ['Current products:'],
          ['Macs', '25', '25'],
          ['Total', '167', '189'],
        ],
        page: 7,
      },
      { kind: 'text', text: 'After the table comes prose again, and it says that sales fell.', page: 7 },
    ]);
  });

  it('leaves prose alone', () => {
    expect(blocksOfLines('Sales rose.\nCosts fell to 5 in 2019.')).toEqual([
      { kind: 'text', text: 'Sales rose.\nCosts fell to 5 in 2019.' },
    ]);
  });

  it('takes a single row for prose', () => {
    expect(blocksOfLines('Words before it here.\nTotal 1,000 2,000\nWords behind it.')).toHaveLength(1);
  });

  it('keeps every character in order', () => {
    const line = fc.constantFrom(
      ...['', 'Sales by segment', '(in millions)', '2019 2018', 'Phones $ 142 $ 164', 'Total 5', 'Assets:'],
      ...['A sentence of prose ends here.', 'a | b | c', 'Years ended June 30,', 'x'.repeat(120)],
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), (lines) => {
        const written = blocksOfLines(lines.join('\n')).flatMap((block) =>
          block.kind === 'text' ? [block.text] : [block.caption ?? '', block.unit ?? '', ...block.rows.flat()],
        );
        const letters = (text: string) => [...text.replaceAll(/[\s|]+/gu, '')].sort().join('');
        expect(letters(written.join('\n'))).toBe(letters(lines.join('\n')));
      }),
      { numRuns: 500 },
    );
  });
});
