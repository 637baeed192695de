import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { truncateByEstimate } from './truncate-tokens.ts';

describe('cutting by an estimate of tokens', () => {
  it.each([
    ['a short text stays', 'net sales', 512, 'net sales'],
    ['a long one loses its end', 'net sales rose by four percent', 3, 'net sales rose'],
    ['words are kept whole', 'extraordinary items', 3, 'extraordinary'],
    ['a word that is too long by itself is not', 'a'.repeat(100), 2, 'a'.repeat(12)],
    ['figures count by three', '1234567 8', 3, '1234567'],
    ['marks count one by one', '$1.5%', 3, '$1.'],
    ['other scripts count by character', '漢字仮名', 2, '漢字'],
    ['no part of a character is left', '😀😀😀', 2, '😀😀'],
    ['white space counts nothing', 'a \n\n b', 2, 'a \n\n b'],
  ])('%s', (_, text, tokens, cut) => {
    expect(truncateByEstimate(text, tokens)).toBe(cut);
  });

  it('gives a beginning of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, tokens) => {
        expect(text.startsWith(truncateByEstimate(text, tokens))).toBe(true);
      }),
    );
  });

  it('takes no more than its length on any text', () => {
    const long = 'a1 '.repeat(1_000_000);
    expect(truncateByEstimate(long, 512).length).toBeLessThan(2000);
  });
});
