import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allMatches } from './all-matches.ts';

const PATTERNS = [/\d+/g, /a*/g, /(?<word>[a-z]+)/giu, /x*/gu, /^\s*/gm];

describe('all matches of a pattern', () => {
  it('are those of matchAll, in any text and however often the pattern is used', () => {
    const texts = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', '1', ' ', '\n', 'x', '€', '😀') }));
    fc.assert(
      fc.property(texts, fc.constantFrom(...PATTERNS), (text, pattern) => {
        const told = [...text.matchAll(pattern)].map(({ 0: match, index, groups }) => ({ match, index, ...groups }));
        const found = allMatches(text, pattern).map(({ 0: match, index, groups }) => ({ match, index, ...groups }));
        expect(found).toEqual(told);
      }),
    );
  });
});
