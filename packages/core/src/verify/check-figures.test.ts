import { describe, expect, it } from 'vitest';
import { testPassage } from '../testing/test-passage.ts';
import { checkFigures } from './check-figures.ts';
import { readCited } from './cited-passage.ts';

const TABLE = testPassage({
  pageContent: [
    'Selected data (in millions of US dollars, except per-share data)',
    '| Year | Net sales | Diluted EPS | Margin | Cash flow |',
    '| --- | ---: | ---: | ---: | ---: |',
    '| 2020 | 386,064 | 41.83 | 5.9% | (2,500) |',
    '| 2019 | 280,522 | 23.01 | 5.2% | 1,100 |',
    '',
    'The yield fell by 25 basis points to 4.25%. Buybacks took $73.1 billion.',
  ].join('\n'),
});

function check(sentence: string) {
  const sentences = [{ span: { start: 0, end: sentence.length }, cited: [readCited(1, TABLE)] }];
  return checkFigures({ question: '', text: sentence, sentences });
}

describe('a figure of an answer', () => {
  it.each([
    ['in the scale of the table', 'Net sales, 2020: 386,064 (in millions of US dollars)'],
    ['in another scale', 'Net sales in 2020 were $386.064 billion'],
    ['within 0.01 %', 'Net sales in 2020 were $386.07 billion'],
    ['per share, outside of the scale', 'Diluted EPS in 2020 was $41.83'],
    ['in percent', 'The margin in 2020 was 5.9%'],
    ['in basis points for a percentage', 'The yield fell by 0.25% to 425 bps'],
    ['in parentheses, said as an outflow', 'Cash flow in 2020 was an outflow of $2,500 million'],
    ['in a sentence', 'Buybacks took $73.1 billion'],
  ])('is found %s', (_, sentence) => {
    const figures = check(sentence);
    expect(figures.length).toBeGreaterThan(0);
    expect(figures.map(({ status }) => status)).not.toContain('unverified');
  });

  it.each([
    ['that nobody wrote', 'Net sales in 2020 were $386,164 million', 'does not stand'],
    ['off by more than 0.01 %', 'Net sales in 2020 were $387 billion', 'does not stand'],
    ['in the wrong scale', 'Net sales in 2020 were $386,064 thousand', 'does not stand'],
    ['as a percentage', 'Net sales in 2020 rose by 41.83%', 'does not stand'],
    ['of another year', 'Net sales in 2020 were $280,522 million', 'for another period'],
    ['with another sign', 'Cash flow in 2020 was positive at $2,500 million', 'does not stand'],
  ])('is not found %s', (_, sentence, how) => {
    expect(check(sentence)[0]).toMatchObject({ status: 'unverified', how: expect.stringContaining(how) });
  });

  it('says where it stands', () => {
    expect(check('Net sales, 2020: 386,064 (in millions of US dollars)')[0]).toMatchObject({
      citation: 1,
      passageId: TABLE.id,
      how: 'stands in passage 1, row “2020”, column “Net sales”',
    });
    expect(check('Buybacks took $73.1 billion')[0]?.how).toBe('stands in passage 1, “Buybacks took $73.1 billion.”');
  });
});
