import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HashedNgramEmbeddings } from './hashed-ngram-embeddings.ts';

const embeddings = new HashedNgramEmbeddings();
const dot = (left: number[], right: number[]) =>
  left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);

it('gives vectors of length 1, or zero for a text without words', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      const vector = await embeddings.embedQuery(text);
      expect(vector).toHaveLength(256);
      const length = Math.hypot(...vector);
      expect(length === 0 || Math.abs(length - 1) < 1e-9).toBe(true);
    }),
  );
  expect(await embeddings.embedQuery(' -- ')).toEqual(new Array(256).fill(0));
});

it('embeds questions and documents alike, and always the same', async () => {
  const [first, second] = await embeddings.embedDocuments(['Net sales rose', 'NET  sales, rose!']);
  expect(first).toEqual(second);
  expect(await embeddings.embedQuery('Net sales rose')).toEqual(first);
  expect(first?.flatMap((value, place) => (value === 0 ? [] : [place])).slice(0, 5)).toEqual(FIRST_PLACES);
});

/** Fixed: an index made on one machine is read on another. */
const FIRST_PLACES = [10, 26, 37, 43, 47];

it('brings forms of a word near each other', async () => {
  const [one = [], form = [], other = []] = await embeddings.embedDocuments([
    'restructuring',
    'restructured',
    'inventory',
  ]);
  expect(dot(one, form)).toBeGreaterThan(0.5);
  expect(Math.abs(dot(one, other))).toBeLessThan(0.3);
});
