import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FeatureReranker } from './feature-reranker.ts';

const fixture = JSON.parse(
  readFileSync(new URL('../../../../training/fixtures/feature-reranker.json', import.meta.url), 'utf8'),
);

describe('the feature reranker', () => {
  it('scores as its training does, and puts the row that answers first', async () => {
    const documents = fixture.candidates.map(({ text, metadata }: { text: string; metadata: object }) => ({
      pageContent: text,
      metadata,
    }));
    const ranked = await new FeatureReranker({ k: 3 }).compressDocuments(documents, fixture.question);
    expect(ranked).toHaveLength(3);
    expect(ranked[0]?.pageContent).toContain('1,577');
    for (const { pageContent, metadata } of ranked) {
      const place = fixture.candidates.findIndex(({ text }: { text: string }) => text === pageContent);
      expect(metadata['scores'].rerank).toBeCloseTo(fixture.scores[place], 6);
    }
  });

  it('returns nothing for nothing', async () => {
    expect(await new FeatureReranker().compressDocuments([], 'What?')).toEqual([]);
  });
});
