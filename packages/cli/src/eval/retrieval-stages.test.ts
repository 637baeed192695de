import { describe, expect, it } from 'vitest';
import { compareStages, type ScoredStages } from './retrieval-stages.ts';

const question = (scope: string, values: Record<'bm25' | 'vector' | 'fused' | 'reranked', number>): ScoredStages => {
  const { reranked, ...earlier } = values;
  const metrics = (value: number) => ({ 'ndcg@10': value });
  return {
    scope,
    reranked: metrics(reranked),
    earlier: Object.fromEntries(Object.entries(earlier).map(([stage, value]) => [stage, metrics(value)])),
  };
};

describe('what each stage adds', () => {
  it('is measured on the questions over all documents, against the better half', () => {
    const { slices, gates } = compareStages([
      question('global', { bm25: 0.2, vector: 0.5, fused: 0.75, reranked: 1 }),
      question('global', { bm25: 0.2, vector: 0.5, fused: 0.75, reranked: 1 }),
      question('document', { bm25: 1, vector: 0, fused: 0, reranked: 0 }),
    ]);
    expect(slices['global, vector']).toEqual({ n: 2, metrics: { 'ndcg@10': 0.5 } });
    expect(slices['global, fused less vector']).toEqual({
      n: 2,
      metrics: { 'ndcg@10': 0.25, 'ndcg@10 low': 0.25, 'ndcg@10 high': 0.25 },
    });
    expect(gates.map(({ value, pass }) => [value, pass])).toEqual([
      [0.25, true],
      [0.25, true],
    ]);
  });

  it('fails when fusion or reranking harms', () => {
    const { gates } = compareStages([question('global', { bm25: 0.9, vector: 0.5, fused: 0.8, reranked: 0.82 })]);
    expect(gates.map(({ pass }) => pass)).toEqual([false, false]);
  });

  it('is nothing where stages cannot be told apart', () => {
    expect(compareStages([{ scope: 'global', reranked: { 'ndcg@10': 1 }, earlier: {} }])).toEqual({
      slices: {},
      gates: [],
    });
  });
});
