import { describe, expect, it } from 'vitest';
import { testPassage } from '../testing/test-passage.ts';
import { answerFigures } from './answer-figures.ts';
import { readCited } from './cited-passage.ts';
import { supportClaim } from './support-claim.ts';

const PASSAGE = testPassage({
  pageContent: [
    'Revenue rose by 5% to $1.2 billion because prices were raised.',
    'The dividend was not changed.',
    '',
    'Net sales by category (in millions of US dollars)',
    'Category | 2019',
    'iPhone | 142,381',
    'Gross profit | 98,392',
    'Total net sales | 260,174',
  ].join('\n'),
  metadata: { title: 'Apple — net sales 2019' },
});

const support = (text: string) => supportClaim({ text, figures: answerFigures(text, 0) }, readCited(1, PASSAGE));
const quoted = (text: string) => {
  const found = support(text);
  return found && PASSAGE.pageContent.slice(found.span.start, found.span.end);
};

describe('a claim', () => {
  it.each([
    ['quoted', 'Revenue rose by 5% to $1.2 billion', 'Revenue rose by 5% to $1.2 billion'],
    [
      'in other words',
      'Higher prices raised revenue to $1.2 billion, up 5%',
      'Revenue rose by 5% to $1.2 billion because prices were raised.',
    ],
    ['of a row', "Apple's total net sales in 2019 were $260,174 million", 'Total net sales | 260,174'],
    ['that denies as the source does', 'The dividend was not changed', 'The dividend was not changed'],
  ])('is borne out when it is %s', (_, claim, quote) => {
    expect(quoted(claim)).toBe(quote);
  });

  it.each([
    ['moves the other way', 'Revenue fell by 5% to $1.2 billion because of prices'],
    ['denies what is affirmed', 'Revenue did not rise by 5% to $1.2 billion'],
    ['affirms what is denied', 'The company changed the dividend'],
    ['names another row', 'Total net sales were $142,381 million'],
    ['names another thing', 'Goodwill of subsidiaries was $98,392 million'],
    ['speaks of something else', 'The auditor resigned in protest last spring'],
  ])('is not borne out when it %s', (_, claim) => {
    expect(support(claim)).toBeUndefined();
  });
});
