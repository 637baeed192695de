import { readFileSync } from 'node:fs';
import { parseFigures } from '@plumbline/core';
import {
  createDerivationRanker,
  poseProblem,
  readGrounds,
  type Source,
  statedNumber,
} from '@plumbline/core/derivations';
import { describe, expect, it } from 'vitest';
import { readBoostedTrees } from './boosted-trees.ts';
import { createFigureChecker } from './figure-checker.ts';
import { FIGURE_FEATURES, figureFeatures } from './figure-features.ts';
import { findMatches, readStanding } from './standing.ts';

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const fixture = read('../../../../training/fixtures/figure-checker.json');
const trees = readBoostedTrees(read('../../data/figure-checker.json'), FIGURE_FEATURES);

const SOURCES: readonly Source[] = [
  {
    id: '3',
    kind: 'table',
    rows: [
      ['(in millions)', '2023', '2022', '2021'],
      ['Revenue', '$ 52.1', '$ 50.0', '$ 48.5'],
      ['Cost of sales', '(31.4)', '(30.9)', '(30.2)'],
      ['Operating margin', '12.4 %', '11.8 %', '—'],
    ],
  },
  {
    id: '4',
    kind: 'text',
    text: 'The company had 1,250 employees at the end of 2023, compared to 1,175 a year before.',
  },
];
const checker = createFigureChecker();

function check(question: string, text: string) {
  return checker.check({ question, text, sources: SOURCES, nameSource: (id) => `passage ${id}` });
}

describe('the figure model', () => {
  it('gives the probabilities of its training', () => {
    const problem = poseProblem(readGrounds(fixture.sources), fixture.question, fixture.history);
    const standing = readStanding(problem, createDerivationRanker().scorer(problem));
    const numbers = fixture.statements.flatMap((text: string) => parseFigures(text).map(statedNumber));
    const matches = findMatches(standing, numbers);
    expect(numbers).toHaveLength(fixture.probabilities.length);
    for (const [index, expected] of fixture.probabilities.entries()) {
      const features = figureFeatures(standing, numbers[index], matches[index] ?? []);
      if (expected === null) expect(features).toBeUndefined();
      else expect(trees.probability(features ?? new Float64Array())).toBeCloseTo(expected, 6);
    }
  });
});

describe('a figure of an answer', () => {
  it.each([
    [
      'What was the revenue in 2023?',
      'The answer is $52.1 million.',
      'stands in the sources: $52.1 million, Revenue, 2023, passage 3',
    ],
    ['What was the revenue in 2023?', 'Revenue was $ 52.1 million in 2023.', 'Revenue, 2023, passage 3'],
    ['Tell me about 2023.', 'Revenue was $52.1 million in 2023.', 'Revenue, 2023, passage 3'],
    ['What was the operating margin in 2022?', 'It was 11.8 %.', 'Operating margin, 2022, passage 3'],
    ['How many employees were there at the end of 2023?', 'There were 1,250 employees.', 'passage 4'],
  ])('is found: %s %s', (question, text, how) => {
    expect(check(question, text)).toMatchObject([{ status: 'found', how: expect.stringContaining(how) }]);
  });

  it.each([
    [
      'What was the percentage change in revenue from 2022 to 2023?',
      'It rose by 4.2 %.',
      '4.2 % = (52.1 − 50.0) / 50.0, Revenue, 2023 over 2022, passage 3',
    ],
    [
      'What was the change in revenue from 2021 to 2022?',
      'The answer is 1.5 million.',
      '1.5 million = 50.0 − 48.5, Revenue, 2022 over 2021, passage 3',
    ],
    [
      'What was the average revenue of 2022 and 2023?',
      'The answer is 51.05 million.',
      '51.05 million = (52.1 + 50.0) / 2, Revenue, 2023 and 2022, passage 3',
    ],
  ])('is derived: %s %s', (question, text, how) => {
    expect(check(question, text)).toMatchObject([{ status: 'derived', how }]);
  });

  it.each([
    ['that stands nowhere', 'What was the revenue in 2023?', 'It was $77.7 million.', 'stands nowhere'],
    ['of another period', 'What was the revenue in 2023?', 'It was $50.0 million.', 'another period than asked (2023)'],
    ['of another row', 'What was the revenue in 2023?', 'It was 12.4 %.', 'something else than asked'],
    ['in another scale', 'What was the revenue in 2023?', 'It was $52.1 billion.', 'another scale'],
    [
      'with the wrong sign',
      'What was the percentage change in revenue from 2022 to 2023?',
      'It was −4.2 %.',
      'wrong sign',
    ],
    ['met by chance', 'What was the revenue in 2023?', 'It was $2.1 million.', 'by chance only: 2.1 = 52.1 − 50.0'],
  ])('is refused %s', (_, question, text, how) => {
    expect(check(question, text)).toMatchObject([{ status: 'unverified', how: expect.stringContaining(how) }]);
  });

  it('stands where the text has it', () => {
    const text = 'Nothing here. Revenue was $52.1 million in 2023, after $50.0 million in 2022.';
    const spans = check('How was revenue in 2022 and 2023?', text).map(({ figure: { span } }) =>
      text.slice(span.start, span.end),
    );
    expect(spans.map((one) => one.trim())).toEqual(['$52.1 million', '$50.0 million']);
  });
});
