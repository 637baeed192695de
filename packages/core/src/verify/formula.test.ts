import { describe, expect, it } from 'vitest';
import { testPassage } from '../testing/test-passage.ts';
import { answerFigures } from './answer-figures.ts';
import { readCited } from './cited-passage.ts';
import { holdsFormula, withoutCalculation } from './formula.ts';
import { isRefusal } from './read-draft.ts';
import { statedFigures } from './stated-figures.ts';
import { supportClaim } from './support-claim.ts';

const TABLE = testPassage({
  pageContent: [
    'Five-year record (in millions of US dollars)',
    'Fiscal year | Revenue | Operating income',
    '2021 | 47,262 | 2,391',
    '2020 | 43,638 | 2,009',
  ].join('\n'),
});
const support = (text: string) => supportClaim({ text, figures: answerFigures(text, 0) }, readCited(1, TABLE));

describe('a formula', () => {
  it.each([
    ['Revenue rose by 3,624 from 2020 to 2021: 47,262 − 43,638 = 3,624', true],
    ['The average: (47,262 + 43,638) / 2 = 45,450', true],
    ['Revenue, 2021: 47,262 (in millions)', false],
    ['x = 5', false],
  ])('%s: %s', (text, formula) => {
    expect(holdsFormula(text)).toBe(formula);
  });

  it('is borne out by the rows of its numbers, though no source says that they rose', () => {
    const claim = 'Revenue rose by 3,624 from 2020 to 2021: 47,262 − 43,638 = 3,624 (in millions of US dollars)';
    expect(support(claim)?.score).toBeGreaterThan(0.6);
  });

  it('is not borne out by a passage without its numbers or without what it names', () => {
    expect(support('Revenue rose by 1 from 2020 to 2021: 3 − 2 = 1 (in millions of US dollars)')).toBeUndefined();
    expect(support('Goodwill impairment: 47,262 − 43,638 = 3,624 (in millions of US dollars)')).toBeUndefined();
  });

  it('divides by the count of its numbers, which is no figure', () => {
    const values = (text: string) => answerFigures(text, 0).map(({ value }) => value);
    expect(values('(47,262 + 43,638) / 2 = 45,450')).toEqual([47262, 43638, 45450]);
    expect(values('(47,262 + 43,638) / 3 = 30,300')).toContain(3);
    expect(values('47,262 / 2 = 23,631')).toContain(2);
  });

  it('counts what it lists, which makes no figures either', () => {
    const text =
      'Revenue exceeded the limit in 2021 with 47,262 million, but not in 2020 with 43,638 million: 1 + 0 = 1';
    expect(answerFigures(text, 0).map(({ value }) => value)).toEqual([47262e6, 43638e6]);
    expect(statedFigures(text).map(({ value }) => value)).toEqual([1]);
    expect(support(text)?.score).toBeGreaterThan(0.4);
  });

  it('goes by other words than the question', () => {
    expect(withoutCalculation('What was the percentage change in revenue?').replace(/\s+/g, ' ')).toBe(
      'What was the in revenue?',
    );
  });
});

describe('a refusal', () => {
  it.each([
    ['Not found in the sources.', true],
    ['Not found in the sources: they say nothing of 2014 and 2015.', true],
    ['Not found in the sources: but revenue was $5 billion.', false],
    ['Not found in the sources: see below. The board resigned.', false],
    ['Revenue was not found in the sources.', false],
  ])('%s: %s', (draft, refusal) => {
    expect(isRefusal(draft)).toBe(refusal);
  });
});
