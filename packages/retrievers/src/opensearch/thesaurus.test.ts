import { InvalidInputError } from '@plumbline/core';
import { describe, expect, it } from 'vitest';
import { financeThesaurus, parseThesaurus, synonymLines, thesaurusVersion } from './thesaurus.ts';

describe('the thesaurus of the package', () => {
  const { groups } = financeThesaurus();

  it('has more than 150 groups, with the words advisors use', () => {
    expect(groups.length).toBeGreaterThanOrEqual(150);
    const together = (a: string, b: string) => groups.some((group) => group.includes(a) && group.includes(b));
    expect(together('eps', 'earnings per share')).toBe(true);
    expect(together('10-k', 'annual report')).toBe(true);
  });

  it('has no word in two groups: their meanings would run together', () => {
    const words = groups.flat();
    expect(new Set(words).size).toBe(words.length);
  });
});

describe('a thesaurus of your own', () => {
  it('is written as Solr writes it', () => {
    const groups = [
      ['a, b', 'c'],
      ['x => y', 'z'],
    ];
    expect(synonymLines({ name: 'mine', version: 1, groups })).toEqual(['a\\, b, c', 'x \\=> y, z']);
  });

  it.each([
    [{ name: 'mine', version: 1, groups: [['alone']] }],
    [{ name: 'mine', version: 1, groups: [['a', ' ']] }],
    [{ name: 'mine', version: 1, groups: [['a', 'b\nc, d']] }],
    [{ groups: [] }],
    [null],
  ])('is refused: %j', (input) => {
    expect(() => parseThesaurus(input)).toThrow(InvalidInputError);
  });

  it('has a version that changes with its words', () => {
    const mine = { name: 'mine', version: 1, groups: [['a', 'b']] };
    expect(thesaurusVersion(mine)).not.toBe(thesaurusVersion({ ...mine, groups: [['a', 'c']] }));
  });
});
