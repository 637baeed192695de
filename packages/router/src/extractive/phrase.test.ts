import { analyseQuestion, matchEvidence, type PromptSource } from '@plumbline/core';
import { describe, expect, it } from 'vitest';
import { phrase } from './phrase.ts';

const source = (text: string): PromptSource => ({ n: 2, title: 'Example — results 2019', asOf: '2019-12-31', text });
const said = (question: string, text: string) => {
  const [best] = matchEvidence(analyseQuestion(question), [source(text)]);
  return best && phrase(best);
};

describe('a quotation', () => {
  it.each([
    [
      'of a row states unit and period',
      'What were net sales in 2019?',
      'Results (in millions of US dollars)\nItem | 2018 | 2019\nNet sales | 5,100 | 5,200',
      'Net sales, 2019: 5,200 (in millions of US dollars) [2].',
    ],
    [
      'of a per-share row leaves the scale of the others out',
      'What were diluted earnings per share in 2019?',
      'Results (in millions of US dollars, except per-share data)\nItem | 2018 | 2019\nNet income | 5 | 6\nDiluted earnings per share | 1.10 | 1.20',
      'Diluted earnings per share, 2019: 1.20 (US dollars per share) [2].',
    ],
    [
      'of a percentage needs no unit',
      'What was the gross margin rate in 2019?',
      'Results (in millions)\nItem | 2018 | 2019\nGross margin rate | 38.5% | 38.3%',
      'Gross margin rate, 2019: 38.3% [2].',
    ],
    [
      'of a row named by its period takes the name of the column',
      'What were net sales in 2019?',
      'Results (in millions)\nYear | Net sales | Net income\n2019 | 5,200 | 300\n2018 | 5,100 | 200',
      'Net sales, 2019: 5,200 (in millions) [2].',
    ],
    [
      'of a total says of what',
      'What were net sales by region in 2019?',
      'Net sales by region (in millions)\nRegion | 2018 | 2019\nEast | 1 | 2\nTotal | 5,100 | 5,200',
      'Net sales by region — Total, 2019: 5,200 (in millions) [2].',
    ],
    [
      'leaves the marks of footnotes out, which would read as citations',
      'What were net sales in 2019?',
      'Results (in millions)\nItem | 2018 [1] | 2019 [2]\nNet sales [a] | 5,100 | 5,200 [3]',
      'Net sales, 2019: 5,200 (in millions) [2].',
    ],
    [
      'of a sentence is the sentence',
      'Why did the margin fall?',
      'The margin fell because resin became dearer [b].',
      'The margin fell because resin became dearer [2].',
    ],
  ])('%s', (_, question, text, quotation) => {
    expect(said(question, text)).toBe(quotation);
  });
});
