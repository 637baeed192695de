import { PlumblineError } from '@plumbline/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FusionChoice, fuseLists } from './fuse-lists.ts';
import type { FusedHit, RankedHit, RankedLists } from './fused-hit.ts';

const TIERS = ['filings', 'graph', 'kendra', 'notes'];
const IDS = [...'abcdefghij'];

const score = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -3, max: 3 }),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const ranked = fc
  .uniqueArray(fc.record({ id: fc.constantFrom(...IDS), score }), { selector: ({ id }) => id })
  .map((hits) => hits.toSorted((left, right) => right.score - left.score));
/** Some of the tiers, each with what `one` makes. */
const byTier = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc
    .subarray(TIERS)
    .chain((names) => fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), one))).map(Object.fromEntries<T>));
const lists = byTier<readonly RankedHit[]>(ranked);
const weights = byTier(fc.constantFrom(0, 0.1, 0.3, 1, 2.5));

const choices: [string, FusionChoice][] = [
  ['reciprocal rank', { method: 'rrf' }],
  ['reciprocal rank, k = 0', { method: 'rrf', k: 0 }],
  ['convex, min-max', { method: 'convex' }],
  ['convex, min-max from a known minimum', { method: 'convex', minimum: { graph: 0 } }],
  ['convex, z-score', { method: 'convex', normalisation: 'z-score' }],
  ['distribution-based', { method: 'dbsf' }],
];

const shape = (fused: readonly FusedHit[]) => fused.map(({ id, score }) => [id, score]);

describe.each(choices)('fusion: %s', (_, choice) => {
  it('does not depend on the order of the tiers, in ties neither', () => {
    fc.assert(
      fc.property(
        lists,
        weights,
        fc.constantFrom(TIERS, TIERS.toReversed(), ['kendra', 'filings', 'notes', 'graph']),
        (given, weights, order) => {
          const turned = Object.fromEntries(
            order.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
          );
          expect(shape(fuseLists(turned, { ...choice, weights }))).toEqual(
            shape(fuseLists(given, { ...choice, weights })),
          );
        },
      ),
    );
  });

  it('gives each id once, best first, with its score and rank in every list that has it', () => {
    fc.assert(
      fc.property(lists, weights, (given, weights) => {
        const fused = fuseLists(given, { ...choice, weights });
        expect(new Set(fused.map(({ id }) => id)).size).toBe(fused.length);
        for (const [place, { id, score, parts }] of fused.entries()) {
          expect(Number.isFinite(score)).toBe(true);
          const before = fused[place - 1];
          if (before !== undefined)
            expect(before.score > score || (before.score === score && before.id < id)).toBe(true);
          for (const [name, hits] of Object.entries(given)) {
            const rank = hits.findIndex((hit) => hit.id === id);
            expect(parts[name]).toEqual(rank < 0 ? undefined : { score: hits[rank]?.score, rank: rank + 1 });
          }
        }
      }),
    );
  });

  it('never puts a hit below one that every list puts lower or lacks', () => {
    fc.assert(
      fc.property(lists, weights, (given, weights) => {
        const fused = fuseLists(given, { ...choice, weights });
        for (const left of fused) {
          for (const right of fused) {
            if (Object.keys(given).every((name) => isAtLeast(left, right, name))) {
              expect(left.score).toBeGreaterThanOrEqual(right.score);
            }
          }
        }
      }),
    );
  });

  it('gives the same with an empty tier and without it, but for the scale of convex scores', () => {
    fc.assert(
      fc.property(lists, ({ notes: _notes, ...given }) => {
        const lists = Object.keys(given).length;
        const scale = choice.method === 'convex' ? (lists + 1) / lists : 1;
        const without = new Map(fuseLists(given, choice).map(({ id, score }) => [id, score]));
        const fused = fuseLists({ ...given, notes: [] }, choice);
        expect(fused.length).toBe(without.size);
        for (const { id, score } of fused) expect(score * scale).toBeCloseTo(without.get(id) ?? Number.NaN, 9);
      }),
    );
  });

  it('puts hits that one list scores equally in order of id, or of rank where ranks count', () => {
    const graph = [...'cab'].map((id) => ({ id, score: 7 }));
    expect(fuseLists({ graph }, choice).map(({ id }) => id)).toEqual([...(choice.method === 'rrf' ? 'cab' : 'abc')]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('refuses the score %s', (score) => {
    expect(() =>
      fuseLists(
        {
          graph: [
            { id: 'a', score: 1 },
            { id: 'b', score },
          ],
        },
        choice,
      ),
    ).toThrow(PlumblineError);
  });

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY])('refuses the weight %s', (weight) => {
    const graph = [{ id: 'a', score: 1 }];
    expect(() => fuseLists({ graph }, { ...choice, weights: { graph: weight } })).toThrow(/weight of the list "graph"/);
  });
});

/** Whether one list has the left hit, and not below the right one. */
function isAtLeast(left: FusedHit, right: FusedHit, name: string): boolean {
  const [one, other] = [left.parts[name], right.parts[name]];
  if (other === undefined) return true;
  return one !== undefined && one.score >= other.score && one.rank <= other.rank;
}

describe('normalisation', () => {
  const list = (scores: readonly number[]): RankedHit[] => scores.map((score, place) => ({ id: `p${place}`, score }));
  const fused = (choice: FusionChoice, given: RankedLists) =>
    new Map(fuseLists(given, choice).map(({ id, score }) => [id, score]));

  it('counts standard deviations in z-score', () => {
    const scores = fused({ method: 'convex', normalisation: 'z-score' }, { graph: list([5, 3, 1]) });
    expect(scores.get('p0')).toBeCloseTo(Math.sqrt(1.5), 12);
    expect(scores.get('p1')).toBeCloseTo(0, 12);
    expect(scores.get('p2')).toBeCloseTo(-Math.sqrt(1.5), 12);
  });

  it('lets being found count in z-score where all scores are equal', () => {
    const given = { graph: list([4, 4]), notes: [{ id: 'other', score: 1 }] };
    const scores = fused({ method: 'convex', normalisation: 'z-score', weights: { notes: 0 } }, given);
    expect(scores.get('p0')).toBe(0);
    expect(scores.get('other')).toBe(-1);
  });

  it('scales three standard deviations of the sample to 0…1 in the distribution-based one', () => {
    const scores = fused({ method: 'dbsf' }, { graph: list([5, 3, 1]) });
    expect(scores.get('p1')).toBeCloseTo(0.5, 12);
    expect(scores.get('p0')).toBeCloseTo(0.5 + 2 / (6 * 2), 12);
    expect(fused({ method: 'dbsf' }, { graph: list([9]) }).get('p0')).toBe(0.5);
  });

  it('never counts an outlier far below as worse than not being found', () => {
    const many = list([...Array.from({ length: 40 }, () => 10), -1000]);
    expect(fused({ method: 'dbsf' }, { graph: many }).get('p40')).toBe(0);
  });
});
