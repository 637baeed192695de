import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWordPieceTokenizer } from './word-piece.ts';

const PIECES = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  'cash',
  'yield',
  '##s',
  'un',
  '##aff',
  '##able',
  ',',
  '$',
  '5',
  '%',
  '漢',
  'cafe',
  'Cash',
];
const vocabulary = PIECES.join('\n');
const tokenizer = createWordPieceTokenizer({ vocabulary });
const pieces = (ids: readonly number[]) => ids.map((id) => PIECES[id]).join(' ');
const tokens = (text: string) => pieces(tokenizer(text, { maxTokens: 512 }).ids);

describe('WordPiece', () => {
  it.each([
    ['words', 'cash yields', '[CLS] cash yield ##s [SEP]'],
    ['the longest pieces first', 'unaffable', '[CLS] un ##aff ##able [SEP]'],
    ['capitals and accents', 'CASH Café', '[CLS] cash cafe [SEP]'],
    ['punctuation and signs by themselves', 'cash,$5%', '[CLS] cash , $ 5 % [SEP]'],
    ['CJK characters by themselves', '漢漢', '[CLS] 漢 漢 [SEP]'],
    ['an unknown word as a whole', 'cashx yield', '[CLS] [UNK] yield [SEP]'],
    ['a word of more than 100 letters', `${'cash'.repeat(26)}`, '[CLS] [UNK] [SEP]'],
    ['special tokens as text', '[SEP]', '[CLS] [UNK] [UNK] [UNK] [SEP]'],
    ['control characters not at all', 'ca\u0000sh\tyield\u200b', '[CLS] cash yield [SEP]'],
    ['nothing', ' ', '[CLS] [SEP]'],
  ])('%s', (_, text, expected) => {
    expect(tokens(text)).toBe(expected);
  });

  it('keeps capitals for cased models', () => {
    const cased = createWordPieceTokenizer({ vocabulary: vocabulary.replaceAll('\n', '\r\n'), lowerCase: false });
    expect(pieces(cased('Cash cash', { maxTokens: 9 }).ids)).toBe('[CLS] Cash cash [SEP]');
  });

  it('tells the second text of a pair from the first', () => {
    const { ids, typeIds } = tokenizer('cash', { pair: 'yields', maxTokens: 9 });
    expect(pieces(ids)).toBe('[CLS] cash [SEP] yield ##s [SEP]');
    expect(typeIds).toEqual([0, 0, 0, 1, 1, 1]);
  });

  it.each([
    [8, '[CLS] cash cash [SEP] yield ##s yield [SEP]'],
    [7, '[CLS] cash cash [SEP] yield ##s [SEP]'],
    [5, '[CLS] cash [SEP] yield [SEP]'],
  ])('cuts the second text of a pair to %i tokens', (maxTokens, expected) => {
    expect(pieces(tokenizer('cash cash', { pair: 'yields yields', maxTokens }).ids)).toBe(expected);
  });

  it('cuts an endless question to half of the room, or what the passage leaves', () => {
    const question = 'cash '.repeat(99);
    expect(pieces(tokenizer(question, { pair: 'yield '.repeat(99), maxTokens: 7 }).ids)).toBe(
      '[CLS] cash cash [SEP] yield yield [SEP]',
    );
    expect(pieces(tokenizer(question, { pair: 'yield', maxTokens: 7 }).ids)).toBe(
      '[CLS] cash cash cash [SEP] yield [SEP]',
    );
  });

  it('never gives more tokens than asked for, and a type for each', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.option(fc.string()),
        fc.integer({ min: 3, max: 20 }),
        (text, pair, maxTokens) => {
          const { ids, typeIds } = tokenizer(text, { pair: pair ?? undefined, maxTokens });
          expect(ids.length).toBeLessThanOrEqual(maxTokens);
          if (typeIds !== undefined) expect(typeIds).toHaveLength(ids.length);
        },
      ),
    );
  });

  it('needs the special tokens', () => {
    expect(() => createWordPieceTokenizer({ vocabulary: 'cash\nyield' })).toThrow(/no \[CLS\]/);
  });
});
