import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentGroups, foldOfGroups } from './document-folds.ts';
import { fusionGrid } from './fusion-grid.ts';
import { ndcg } from './ndcg.ts';
import { seededRandom } from './seeded-random.ts';
import { type LabelledQuery, tuneFusion } from './tune-fusion.ts';

/**
 * Queries over ten passages each. The good tier has the relevant one first with this probability, else anywhere; the
 * other tier is noise.
 */
function labelled(count: number, good: number, seed: number): LabelledQuery[] {
  const random = seededRandom(seed);
  const noise = () => Array.from({ length: 10 }, (_, place) => `p${place}`).sort(() => random() - 0.5);
  return Array.from({ length: count }, (_, query) => {
    const ranked = noise();
    if (random() < good) ranked.unshift(...ranked.splice(ranked.indexOf('p0'), 1));
    const hits = (ids: string[]) => ids.map((id, place) => ({ id, score: 10 - place + random() / 2 }));
    return {
      lists: { good: hits(ranked), noise: hits(noise()) },
      relevant: ['p0'],
      docIds: [`doc-${Math.floor(query / 2)}`],
    };
  });
}

describe('tuning of a fusion', () => {
  it('finds the tier that knows, and what that is worth on other queries', () => {
    const result = tuneFusion(labelled(200, 0.8, 7));
    expect(result.tuned).toBe(true);
    expect(result.choice.weights?.['good']).toBeGreaterThan(result.choice.weights?.['noise'] ?? 1);
    expect(result.gain.low).toBeGreaterThan(0);
    expect(result.outOfFold.mean).toBeCloseTo(result.baseline.mean + result.gain.mean, 12);
    expect(result.outOfFold.low).toBeLessThan(result.outOfFold.mean);
    expect(result.outOfFold.high).toBeGreaterThan(result.outOfFold.mean);
    expect(result.inSample).toBeGreaterThanOrEqual(result.outOfFold.mean);
    expect(result).toMatchObject({ queries: 200, groups: 100 });
    expect(result.folds.map(({ queries }) => queries)).toEqual([40, 40, 40, 40, 40]);
  });

  it('is the same for the same seed', () => {
    const queries = labelled(60, 0.6, 3);
    expect(tuneFusion(queries, { seed: 4 })).toEqual(tuneFusion(queries, { seed: 4 }));
  });

  it.each([11, 12, 13, 14, 15, 16])('keeps the default where there is only chance to learn from (seed %i)', (seed) => {
    const result = tuneFusion(labelled(100, 0, seed), { resamples: 500 });
    expect(result.inSample).toBeGreaterThan(result.outOfFold.mean);
    expect(result.tuned).toBe(false);
    expect(result.choice).toEqual({ method: 'rrf', k: 60 });
  });

  it('takes what it has to choose from as given, and the first of them in doubt', () => {
    const candidates = [{ method: 'dbsf' as const }, { method: 'convex' as const }];
    const result = tuneFusion(labelled(40, 0, 5), { candidates });
    expect(result.choice).toEqual({ method: 'dbsf' });
    expect(candidates).toContainEqual(result.folds[0]?.choice);
  });

  it.each<[string, LabelledQuery[], number]>([
    ['fewer groups of documents than folds', labelled(8, 1, 1), 5],
    ['no queries', [], 5],
    ['a query without an answer', labelled(40, 1, 1).map((query) => ({ ...query, relevant: [] })), 5],
    ['one fold', labelled(40, 1, 1), 1],
  ])('refuses %s', (_, queries, folds) => {
    expect(() => tuneFusion(queries, { folds })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});

describe('folds', () => {
  it('never have a document on both sides', () => {
    const docs = fc.array(fc.array(fc.constantFrom(...'abcdefghijklmnop'), { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(docs, fc.integer({ min: 2, max: 6 }), fc.integer(), (docIds, folds, seed) => {
        const groups = documentGroups(docIds);
        const foldOf = foldOfGroups(groups, folds, seededRandom(seed));
        const foldOfDoc = new Map<string, number | undefined>();
        for (const [query, ids] of docIds.entries()) {
          const fold = foldOf[groups[query] ?? -1];
          expect(fold).toBeLessThan(folds);
          for (const id of ids) {
            if (foldOfDoc.has(id)) expect(foldOfDoc.get(id)).toBe(fold);
            foldOfDoc.set(id, fold);
          }
        }
      }),
    );
  });

  it('join queries through documents they share with others', () => {
    expect(documentGroups([['a'], ['b'], ['c', 'b'], ['d'], ['a', 'c'], []])).toEqual([0, 0, 0, 1, 0, 2]);
  });
});

describe('the grid', () => {
  it('begins with the default and shares out all of the weight', () => {
    for (const names of [['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd'], [...'abcdef']]) {
      const [first, ...others] = fusionGrid(names);
      expect(first).toEqual({ method: 'rrf', k: 60 });
      expect(others.length).toBeLessThanOrEqual(130);
      for (const { weights = {} } of others) {
        expect(Object.keys(weights)).toEqual(names);
        expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      }
    }
  });
});

describe('nDCG', () => {
  it.each<[string, string[], string[], number]>([
    ['all first', ['a', 'b', 'x'], ['a', 'b'], 1],
    ['second of one', ['x', 'a'], ['a'], 1 / Math.log2(3)],
    ['none', ['x', 'y'], ['a'], 0],
    ['beyond the cutoff', ['x', 'y', 'z', 'a'], ['a'], 0],
    ['more relevant than the cutoff', ['a', 'b', 'c'], ['a', 'b', 'c', 'd'], 1],
  ])('of %s', (_, ids, relevant, expected) => {
    expect(ndcg(ids, new Set(relevant), 3)).toBeCloseTo(expected, 12);
  });
});
