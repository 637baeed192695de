import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PieceTable } from './piece-table.ts';

describe('the table of pieces', () => {
  it('finds what was put in, where it stands in a longer text, also when hashes are the same', () => {
    const words = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 5 }), (pieces, hashes) => {
        const table = new PieceTable();
        for (const [at, piece] of pieces.entries()) table.set(piece, piece.length % hashes, at);
        for (const [at, piece] of pieces.entries()) {
          expect(table.get(`ab${piece}cd`, 2, 2 + piece.length, piece.length % hashes)).toBe(at);
        }
        expect(table.get('missing', 0, 7, 7 % hashes)).toBe(-1);
      }),
    );
  });

  it('grows, and starts anew when it is full', () => {
    const table = new PieceTable(5000);
    for (let word = 0; word < 4999; word++) table.set(`w${word}`, word * 31, word);
    expect(table.get('w7', 0, 2, 7 * 31)).toBe(7);
    for (let word = 4999; word < 6000; word++) table.set(`w${word}`, word * 31, word);
    expect(table.get('w7', 0, 2, 7 * 31)).toBe(-1);
    expect(table.get('w5999', 0, 5, 5999 * 31)).toBe(5999);
  });
});
