import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentSentences } from './sentences.ts';

const texts = (text: string): string[] => segmentSentences(text).map((sentence) => sentence.text);

describe('segmentSentences', () => {
  it.each([
    ['Apple Inc. reported sales of $1.2 billion. It grew.', 2],
    ['Its unit, Acme Corp., and Acme Co. Ltd. were sold.', 1],
    ['Sales in the U.S. rose 5.2 percent vs. last year.', 1],
    ['It sells in the U.S. The rest is exported.', 2],
    ['It was approx. 5.2 percent, i.e. more, e.g. here (cf. Fig. 2).', 1],
    ['See Item 7. Management’s Discussion and “Item 1A. Risk Factors” below.', 1],
    ['Note 5. Income Taxes', 1],
    ['1. Revenue rose.', 1],
    ['See No. 5 and St. Louis. Mr. J. P. Smith of Fitch Jr. agreed.', 2],
    ['On Jan. 1, 2020 it began. It ended on Dec. 31.', 2],
    ['It was sold to Liberty Utilities Co. (“Liberty”), of H.J. Heinz fame.', 1],
    ['It filed with the SEC. Item 1A is next.', 2],
    ['It grew. 25 stores opened.', 2],
    ['Was it? Yes! “It was.” So it goes.', 4],
    ['sales were down . the rest , u.s . converted products , rose .', 2],
    ['At 10 a.m. it opened. At 4 p.m. it closed.', 2],
  ])('%s has %i', (text, count) => {
    expect(segmentSentences(text)).toHaveLength(count);
  });

  it('ends a sentence at blank lines, bullets and table rows, but not where a line is merely wrapped', () => {
    const text = `The company sells many products in many countries of the\nworld, and has for long.\n\nRisks\n\n• rates may rise\n• demand may fall\n- it may rain\nNet sales $ 15,126 $ 14,964\nCost | 5\nEnd`;
    expect(texts(text)).toEqual([
      'The company sells many products in many countries of the\nworld, and has for long.',
      'Risks',
      '• rates may rise',
      '• demand may fall',
      '- it may rain',
      'Net sales $ 15,126 $ 14,964',
      'Cost | 5',
      'End',
    ]);
  });

  it('parts a heading from the paragraph under it, and a page number from the text above', () => {
    const text =
      'Item 1A. Risk Factors\nIf any of the following risks occurs, our business could be harmed in ways that\nwe cannot foresee at all today,\n42';
    expect(texts(text)).toHaveLength(3);
  });

  it('keeps a text set in one word per line together', () => {
    expect(texts('The\nCompany\nis\nin\nthousands\nfor\n2019\n,\n2018\nand\n2017\nonly.')).toHaveLength(1);
  });

  it.each(['', ' \n\t ', '\u2028'])('finds none in white space', (text) => {
    expect(segmentSentences(text)).toEqual([]);
  });

  const piece = fc.constantFrom(
    'The',
    'U.S.',
    'Inc.',
    '5.2',
    '.',
    '!',
    ' ',
    '\n',
    '\n\n',
    '\r\n',
    '•',
    '|',
    '\t',
    'a',
    '(',
    ')',
    '”',
    '$ 5',
    '$ 6',
    'Item 7.',
    '\u2028',
    '\u00a0',
    '。',
    '😀',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes)),
    fc.array(piece).map((pieces) => pieces.join('')),
    fc.array(piece).map((pieces) => pieces.join(' ')),
  );

  it('loses nothing but white space, and its spans cut the sentences out in order', () => {
    fc.assert(
      fc.property(text, (input) => {
        let end = 0;
        for (const sentence of segmentSentences(input)) {
          expect(input.slice(sentence.start, sentence.end)).toBe(sentence.text);
          expect(sentence.text.trim()).toBe(sentence.text);
          expect(sentence.text).not.toBe('');
          expect(input.slice(end, sentence.start).trim()).toBe('');
          end = sentence.end;
        }
        expect(input.slice(end).trim()).toBe('');
      }),
      { numRuns: 500 },
    );
  });
});
