import { describe, expect, it } from 'vitest';
import { blocksOfPages } from './pdf-blocks.ts';
import { linesOfItems, type PdfItem, type PdfLine } from './pdf-lines.ts';

const item = (str: string, x: number, y: number, size = 10): PdfItem => ({
  str,
  transform: [size, 0, 0, size, x, y],
  width: str.length * size * 0.5,
  height: size,
  hasEOL: false,
});

const lines = (...texts: string[]): PdfLine[] => texts.map((text) => ({ text, size: 10 }));

describe('linesOfItems', () => {
  it('joins runs on one height to a line, and marks wide gaps as cells', () => {
    expect(
      linesOfItems([item('Net', 50, 700), item('sales', 70, 700), item('142', 300, 700), item('Next', 50, 686)]),
    ).toEqual([
      { text: 'Net sales   142', size: 10 },
      { text: 'Next', size: 10 },
    ]);
  });

  it('starts a new line when the text goes back to the left', () => {
    expect(linesOfItems([item('right column', 300, 700), item('left column', 50, 700)])).toHaveLength(2);
  });

  it('leaves out runs of blanks', () => {
    expect(linesOfItems([item(' ', 50, 700), item('  ', 60, 700)])).toEqual([]);
  });
});

describe('blocksOfPages', () => {
  it('keeps the pages, and drops lines that most of them repeat at their edges', () => {
    const pages = ['one', 'two', 'three'].map((word, at) =>
      lines('Example Inc. annual report', `The text of page ${word}.`, `It goes on ${word}.`, `Page ${at + 1}`),
    );
    expect([...blocksOfPages(pages)]).toEqual(
      ['one', 'two', 'three'].map((word, at) => ({
        kind: 'text',
        text: `The text of page ${word}.\nIt goes on ${word}.`,
        page: at + 1,
      })),
    );
  });

  it('keeps what repeats on two pages only', () => {
    const pages = [lines('Same line.'), lines('Same line.')];
    expect([...blocksOfPages(pages)]).toHaveLength(2);
  });

  it('takes larger lines for headings, also when they are wrapped', () => {
    const pages = [
      [
        { text: 'Management discussion', size: 20 },
        { text: 'and analysis', size: 20 },
        { text: 'Liquidity', size: 14 },
        ...lines('Cash rose in the year, and debt fell.', 'More text.'),
      ],
    ];
    expect([...blocksOfPages(pages)]).toEqual([
      { kind: 'heading', text: 'Management discussion and analysis', level: 1, page: 1 },
      { kind: 'heading', text: 'Liquidity', level: 2, page: 1 },
      { kind: 'text', text: 'Cash rose in the year, and debt fell.\nMore text.', page: 1 },
    ]);
  });
});
