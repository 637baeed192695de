import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convexFusion } from './convex-fusion.ts';
import { reciprocalRankFusion } from './reciprocal-rank-fusion.ts';

const hits = fc.uniqueArray(
  fc.record({ id: fc.constantFrom(...'abcdefgh'), score: fc.double({ min: -5, max: 5, noNaN: true }) }),
  {
    selector: ({ id }) => id,
  },
);
const ranked = hits.map((list) => list.toSorted((left, right) => right.score - left.score));
const lists = fc.record({ bm25: ranked, vector: ranked });

describe('reciprocal rank fusion', () => {
  it('adds 1 / (60 + rank) over the lists', () => {
    const fused = reciprocalRankFusion({
      bm25: [
        { id: 'a', score: 9 },
        { id: 'b', score: 3 },
      ],
      vector: [{ id: 'b', score: 0.4 }],
    });
    expect(fused.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(fused[0]?.score).toBeCloseTo(1 / 62 + 1 / 61, 12);
    expect(fused[0]?.parts).toEqual({ bm25: { score: 3, rank: 2 }, vector: { score: 0.4, rank: 1 } });
  });

  it('weighs lists', () => {
    const one = { bm25: [{ id: 'a', score: 1 }], vector: [{ id: 'b', score: 1 }] };
    expect(reciprocalRankFusion(one, { weights: { vector: 2 } })[0]?.id).toBe('b');
    expect(reciprocalRankFusion(one, { weights: { bm25: 2 }, k: 0 })[0]).toMatchObject({ id: 'a', score: 2 });
  });

  it('looks at ranks alone', () => {
    fc.assert(
      fc.property(lists, (given) => {
        const scaled = { ...given, bm25: given.bm25.map(({ id, score }) => ({ id, score: score * 3 + 7 })) };
        const order = (fused: { id: string; score: number }[]) => fused.map(({ id, score }) => [id, score]);
        expect(order(reciprocalRankFusion(scaled))).toEqual(order(reciprocalRankFusion(given)));
      }),
    );
  });
});

describe('convex fusion', () => {
  it('scales each list to 0…1 and sums by weight', () => {
    const fused = convexFusion(
      {
        bm25: [
          { id: 'a', score: 12 },
          { id: 'b', score: 6 },
          { id: 'c', score: 2 },
        ],
        vector: [
          { id: 'b', score: 0.9 },
          { id: 'c', score: 0.1 },
        ],
      },
      { weights: { bm25: 3, vector: 1 } },
    );
    expect(fused.map(({ id, score }) => [id, score])).toEqual([
      ['a', 0.75],
      ['b', 0.75 * 0.4 + 0.25],
      ['c', 0],
    ]);
  });

  it('scales from a known minimum', () => {
    const bm25 = [
      { id: 'a', score: 12 },
      { id: 'b', score: 6 },
    ];
    expect(convexFusion({ bm25 }, { minimum: { bm25: 0 } })[1]).toMatchObject({ id: 'b', score: 0.5 });
  });

  it('keeps scores between 0 and 1', () => {
    fc.assert(
      fc.property(lists, (given) => {
        for (const { score } of convexFusion(given)) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });
});

describe.each([
  ['reciprocal rank', reciprocalRankFusion],
  ['convex', convexFusion],
])('%s fusion', (_, fuse) => {
  it('gives every id once, best first, whatever the order of the lists', () => {
    fc.assert(
      fc.property(lists, (given) => {
        const fused = fuse(given);
        const all = [...given.bm25, ...given.vector].map(({ id }) => id);
        expect(fused.map(({ id }) => id).sort()).toEqual([...new Set(all)].sort());
        expect(fused.map(({ score }) => score)).toEqual(fused.map(({ score }) => score).toSorted((a, b) => b - a));
        const turned = fuse({ vector: given.vector, bm25: given.bm25 });
        expect(turned.map(({ id }) => id)).toEqual(fused.map(({ id }) => id));
      }),
    );
  });

  it('counts an id that a list holds twice once, at its better place', () => {
    const bm25 = [
      { id: 'a', score: 2 },
      { id: 'a', score: 1 },
      { id: 'b', score: 1 },
    ];
    expect(fuse({ bm25 }).map(({ id, parts }) => [id, parts.bm25?.rank])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it('takes no list and empty lists', () => {
    expect(fuse({})).toEqual([]);
    expect(fuse({ bm25: [], vector: [] })).toEqual([]);
  });
});
