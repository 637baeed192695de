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

  const named = (pageContent: string, number: number) => ({
    pageContent,
    metadata: { docId: 'd', title: `Page ${number}` },
  });
  const hundred = (textOf: (number: number) => string) => Array.from({ length: 100 }, (_, at) => named(textOf(at), at));
  const table = Array.from({ length: 2_000 }, (_, row) => `Item ${row} | ${row} | ${row * 7.5}`).join('\n');
  const pasted = Array.from({ length: 10_000 }, (_, at) => `word${at.toString(36)}`).join(' ');

  it.each([
    ['passages without text', hundred(() => ''), 'What was revenue in 2019?'],
    ['an empty question', hundred((at) => `Revenue was ${at}`), ''],
    ['a table of 2,000 rows among others', [named(table, 0), ...hundred((at) => `Revenue ${at}`)], 'What was item 77?'],
    ['a question of 10,000 words', hundred((at) => `word${at} | ${at}`), pasted],
    ['text of one endless word', hundred(() => 'x'.repeat(20_000)), 'What was revenue?'],
    [
      'metadata of another form',
      [{ pageContent: 'a', metadata: { docId: 5, scores: 'x', acl: 7, title: null } }],
      'What?',
    ],
    [
      'scores that are no numbers',
      [{ pageContent: 'a', metadata: { score: Number.NaN, scores: { vector: null } } }],
      'a?',
    ],
  ])('ranks %s without a word of complaint', async (_, documents, question) => {
    const ranked = await new FeatureReranker().compressDocuments(documents, question);
    expect(ranked).toHaveLength(Math.min(10, documents.length));
    for (const { metadata } of ranked) expect(metadata['score']).toSatisfy(Number.isFinite);
  });
});
