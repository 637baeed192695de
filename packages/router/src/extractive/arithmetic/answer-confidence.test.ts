import { poseProblem, readGrounds } from '@plumbline/core/derivations';
import { describe, expect, it } from 'vitest';
import fixture from '../../../../../training/fixtures/answer-confidence.json' with { type: 'json' };
import shipped from '../../../data/answer-confidence.json' with { type: 'json' };
import { createAnswerConfidence, readAnswerWeights } from './answer-confidence.ts';
import { ANSWER_FEATURES, answerFeatures } from './answer-features.ts';

const nothing = {
  problem: poseProblem(readGrounds([]), 'What was the change in net sales?'),
  best: undefined,
  second: undefined,
  calculated: 0,
  none: 1,
};

describe('the confidence in a calculation', () => {
  it('equals what the training computed', () => {
    const { of } = readAnswerWeights(shipped);
    for (const [row, features] of fixture.features.entries()) {
      const { right, lookup, asked } = of(features);
      expect(lookup).toBeCloseTo(fixture.lookup[row] ?? Number.NaN, 6);
      expect(right).toBeCloseTo(fixture.right[row] ?? Number.NaN, 6);
      expect(asked).toBeCloseTo(fixture.asked[row] ?? Number.NaN, 6);
    }
  });

  it('is trained on the features that are measured', () => {
    expect(shipped.features).toEqual(ANSWER_FEATURES);
    expect(answerFeatures(nothing)).toHaveLength(ANSWER_FEATURES.length);
  });

  it('gives no answer when there is nothing to calculate with', () => {
    expect(createAnswerConfidence().decide(nothing)).not.toBe('answer');
  });

  it('refuses weights of another layout', () => {
    expect(() => createAnswerConfidence({ identity: 'x' })).toThrow(/features/);
  });
});
