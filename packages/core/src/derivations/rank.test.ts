import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { candidateOf } from './candidate.ts';
import { describeDerivation } from './describe.ts';
import { enumerateDerivations, NARROW } from './enumerate.ts';
import { readGrounds } from './grounds.ts';
import { poseProblem } from './problem.ts';
import { createDerivationRanker } from './rank.ts';

const fixture = JSON.parse(
  readFileSync(new URL('../../../../training/fixtures/derivation-ranker.json', import.meta.url), 'utf8'),
);
const grounds = readGrounds(fixture.sources);
const ranker = createDerivationRanker();

function best(question: string) {
  const problem = poseProblem(grounds, question);
  const [first] = ranker.rank(problem, { limit: 1 }).candidates;
  if (first === undefined) throw new Error(`nothing for ${question}`);
  return { problem, first };
}

describe('the derivation ranker', () => {
  it('scores as its training does', () => {
    const problem = poseProblem(grounds, fixture.question, fixture.history);
    const scorer = ranker.scorer(problem);
    const scores: number[] = [];
    enumerateDerivations(problem, NARROW, (...found) => scores.push(scorer.score(candidateOf(...found))));
    expect(scores).toHaveLength(fixture.candidates.length);
    for (const [index, score] of scores.entries()) expect(score).toBeCloseTo(fixture.candidates[index].score, 6);
  });

  it('gives shares that sum to one with "none", the same to all that yield one number', () => {
    const { candidates, none } = ranker.rank(poseProblem(grounds, fixture.question, fixture.history));
    const byValue = new Map(candidates.map(({ value, probability }) => [Number(value.toPrecision(3)), probability]));
    const sum = [...byValue.values()].reduce((total, share) => total + share, none);
    expect(sum).toBeGreaterThan(0.98);
    expect(sum).toBeLessThan(1.02);
  });

  it.each([
    ['What was the revenue in 2023?', '52.1, Revenue, 2023, income'],
    [
      'What was the percentage change in revenue from 2022 to 2023?',
      '4.20 % = (52.1 − 50.0) / 50.0, Revenue, 2023 over 2022, income',
    ],
    ['What is the average revenue of 2022 and 2023?', '51.05 = (52.1 + 50.0) / 2, Revenue, 2023 and 2022, income'],
  ])('answers "%s"', (question, described) => {
    const { problem, first } = best(question);
    expect(describeDerivation(problem, first)).toBe(described);
  });

  it.each([
    ['nothing to read', []],
    [
      'a table without numbers',
      [
        {
          id: 't',
          kind: 'table' as const,
          rows: [
            ['a', 'b'],
            ['—', 'n/a'],
          ],
        },
      ],
    ],
  ])('knows "none" only, given %s', (_, sources) => {
    const { candidates, none } = ranker.rank(poseProblem(readGrounds(sources), 'What was it?'));
    expect(candidates).toEqual([]);
    expect(none).toBe(1);
  });
});
