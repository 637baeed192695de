import { InvalidInputError } from '@plumbline/core';
import { describe, expect, it } from 'vitest';
import { kendraThesaurus } from './thesaurus.ts';

describe('a thesaurus for Kendra', () => {
  it('is a line for each group, in which each word is found by every other', () => {
    const file = kendraThesaurus([
      ['EPS', 'earnings per share', 'EPS'],
      ['10-K', 'annual report'],
      ['Apple, Inc.', 'AAPL'],
    ]);
    expect(file).toBe('EPS, earnings per share\n10-K, annual report\nApple\\, Inc., AAPL\n');
  });

  it.each<[string, string[][], RegExp]>([
    ['one word', [['EPS']], /two words or more/],
    ['the same word twice', [['EPS', ' EPS ']], /two words or more/],
    ['a line break', [['EPS', 'a\nb => c']], /cannot stand/],
    ['an arrow', [['EPS', 'a => b']], /cannot stand/],
    ['an empty word', [['EPS', '']], /cannot stand/],
    ['a comment', [['#EPS', 'a']], /cannot stand/],
    ['five megabytes', [['a', 'b'.repeat(5 * 1024 * 1024)]], /5 MB/],
  ])('%s is refused', (_, groups, message) => {
    expect(() => kendraThesaurus(groups)).toThrow(InvalidInputError);
    expect(() => kendraThesaurus(groups)).toThrow(message);
  });
});
