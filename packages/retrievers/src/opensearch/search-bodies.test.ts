import { InvalidInputError } from '@plumbline/core';
import { describe, expect, it } from 'vitest';
import type { FusionChoice } from '../fusion/fuse-lists.ts';
import { fusionPipeline, halfBodies, hybridBody } from './search-bodies.ts';

const asked = {
  text: 'net sales',
  vector: [1, 0],
  filter: { term: { acl: 'tenant:demo' } },
  candidates: 50,
  synonymWeight: 0.3,
  periods: ['2018'],
  periodWeight: 2,
  timeoutMs: 1234.5,
};

describe('a search', () => {
  it('has the filter inside of both halves, the search for neighbours too', () => {
    for (const body of [...halfBodies(asked).map(({ body }) => body), hybridBody(asked, { method: 'rrf' })]) {
      expect(JSON.stringify(body)).toContain('"acl":"tenant:demo"');
      expect(body).toMatchObject({ timeout: '1235ms', _source: false });
    }
    expect(hybridBody(asked, { method: 'rrf' })).toMatchObject({
      query: {
        hybrid: {
          queries: [
            { bool: { filter: [asked.filter] } },
            { bool: { must: [{ knn: { embedding: { k: 50, filter: asked.filter } } }] } },
          ],
        },
      },
    });
  });

  it('leaves out the half it has nothing for', () => {
    expect(halfBodies({ ...asked, vector: undefined }).map(({ name }) => name)).toEqual(['bm25']);
    expect(halfBodies({ ...asked, text: undefined }).map(({ name }) => name)).toEqual(['vector']);
  });
});

describe('fusion by the cluster', () => {
  it('takes weights that sum to 1', () => {
    expect(fusionPipeline({ method: 'convex', weights: { bm25: 3, vector: 1 } })).toEqual({
      phase_results_processors: [
        {
          'normalization-processor': {
            normalization: { technique: 'min_max' },
            combination: { technique: 'arithmetic_mean', parameters: { weights: [0.75, 0.25] } },
          },
        },
      ],
    });
  });

  it.each<FusionChoice>([
    { method: 'dbsf' },
    { method: 'convex', normalisation: 'z-score' },
    { method: 'rrf', weights: { bm25: 2 } },
    { method: 'rrf', k: 0 },
  ])('refuses what the cluster does not know: %j', (fusion) => {
    expect(() => fusionPipeline(fusion)).toThrow(InvalidInputError);
  });
});
