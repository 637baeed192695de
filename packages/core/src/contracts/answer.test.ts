import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import { type Answer, answerSchema } from './answer.ts';
import { type Recommendation, recommendationSchema } from './recommendation.ts';
import type { ReviewPolicy } from './review-policy.ts';

const answer: z.input<typeof answerSchema> = {
  text: 'Revenue rose [1].',
  citations: [],
  figures: [],
  disclosures: [],
  findings: [],
  confidence: 0.9,
  status: 'final',
  route: { provider: 'plumbline', model: 'extractive' },
  usage: { inputTokens: 1, outputTokens: 1, costUsd: 0 },
  traceId: 't-1',
};

const trade = { side: 'buy', security: 'AAPL', quantity: 10, notionalUsd: 1_700.1 } as const;
const recommendation: Recommendation = {
  trades: [trade, { ...trade, security: 'MSFT', notionalUsd: 4_000.2 }],
  notionalUsd: 5_700.3,
  rationale: 'r',
  suitability: {},
  risk: 4,
  alternatives: [],
  costs: [],
  conflicts: [],
};

describe('an answer', () => {
  it('says by which route it came; reasons are optional', () => {
    expect(answerSchema.parse(answer).route.reasons).toEqual([]);
    expectTypeOf<z.output<typeof answerSchema>>().toEqualTypeOf<Answer>();
  });

  it.each([
    ['that is blocked and has a text all the same', { status: 'blocked' }],
    ['of unknown status', { status: 'draft' }],
    ['with a confidence above 1', { confidence: 1.1 }],
    ['with a risk of 0', { risk: 0 }],
    ['without trace id', { traceId: '' }],
    ['at a negative price', { usage: { inputTokens: 0, outputTokens: 0, costUsd: -1 } }],
  ])('%s is refused', (_, change) => {
    expect(answerSchema.safeParse({ ...answer, ...change }).success).toBe(false);
  });

  it('that is blocked has no text', () => {
    expect(answerSchema.safeParse({ ...answer, status: 'blocked', text: '', reason: 'guard' }).success).toBe(true);
  });
});

describe('a recommendation', () => {
  it('gives the sum of its trades, to a cent each', () => {
    expect(recommendationSchema.parse(recommendation)).toEqual(recommendation);
    expect(recommendationSchema.safeParse({ ...recommendation, notionalUsd: 5_700.31 }).success).toBe(true);
    expectTypeOf<z.output<typeof recommendationSchema>>().toEqualTypeOf<Recommendation>();
  });

  it.each([
    ['with another sum, which could slip under a review limit', { notionalUsd: 570.03 }],
    ['without trades', { trades: [], notionalUsd: 0 }],
    ['without rationale', { rationale: '' }],
    ['of risk 11', { risk: 11 }],
    ['to trade nothing', { trades: [{ ...trade, quantity: 0 }], notionalUsd: trade.notionalUsd }],
  ])('%s is refused', (_, change) => {
    expect(recommendationSchema.safeParse({ ...recommendation, ...change }).success).toBe(false);
  });

  it('is optional for a review policy', () => {
    expectTypeOf<[Answer]>().toExtend<Parameters<ReviewPolicy>>();
    expectTypeOf<[Answer, Recommendation]>().toExtend<Parameters<ReviewPolicy>>();
  });
});
