import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanMetrics, scoreRanking } from './ranking.ts';

describe('figures of a ranking', () => {
  it('are all 1 when the relevant ones come first', () => {
    expect(scoreRanking({ returned: ['a', 'b', 'c'], relevant: ['b', 'a'] })).toEqual({
      'hit@1': 1,
      'hit@10': 1,
      'recall@10': 1,
      'mrr@10': 1,
      'ndcg@10': 1,
    });
  });

  it('follow their definitions', () => {
    const { 'ndcg@10': ndcg, ...rest } = scoreRanking({ returned: ['x', 'a', 'y', 'b'], relevant: ['a', 'b', 'c'] });
    expect(rest).toEqual({ 'hit@1': 0, 'hit@10': 1, 'recall@10': 2 / 3, 'mrr@10': 0.5 });
    expect(ndcg).toBeCloseTo((1 / Math.log2(3) + 1 / Math.log2(5)) / (1 + 1 / Math.log2(3) + 1 / Math.log2(4)), 12);
  });

  it('look at the first ten only', () => {
    const returned = [...Array.from({ length: 10 }, (_, index) => `x${index}`), 'a'];
    expect(Object.values(scoreRanking({ returned, relevant: ['a'] }))).toEqual([0, 0, 0, 0, 0]);
  });

  it('lie between 0 and 1, and grow when a relevant one moves up', () => {
    const ids = fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f'], { minLength: 2 });
    fc.assert(
      fc.property(ids, fc.nat(5), (returned, place) => {
        const at = place % returned.length;
        const id = returned[at] ?? '';
        const scores = scoreRanking({ returned, relevant: [id] });
        for (const value of Object.values(scores)) expect(value >= 0 && value <= 1).toBe(true);
        const moved = [id, ...returned.filter((other) => other !== id)];
        const better = scoreRanking({ returned: moved, relevant: [id] });
        expect(better['ndcg@10']).toBeGreaterThanOrEqual(scores['ndcg@10'] ?? 0);
        expect(better['hit@1']).toBe(1);
      }),
    );
  });

  it('are averaged over questions', () => {
    expect(meanMetrics([{ 'hit@1': 1 }, { 'hit@1': 0 }])).toEqual({ 'hit@1': 0.5 });
  });
});
