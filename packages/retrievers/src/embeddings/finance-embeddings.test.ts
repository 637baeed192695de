import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FinanceEmbeddings } from './finance-embeddings.ts';

const fixtureSchema = z.object({
  cases: z.array(z.object({ kind: z.enum(['passage', 'question']), text: z.string(), every8th: z.array(z.number()) })),
});
const fixture = fixtureSchema.parse(
  JSON.parse(readFileSync(new URL('../../../../training/fixtures/finance-embeddings.json', import.meta.url), 'utf8')),
);

const embeddings = new FinanceEmbeddings();
const embed = async (kind: 'passage' | 'question', text: string): Promise<number[]> =>
  kind === 'question' ? await embeddings.embedQuery(text) : ((await embeddings.embedDocuments([text]))[0] ?? []);
const dot = (left: readonly number[], right: readonly number[]): number =>
  left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);

describe('FinanceEmbeddings', () => {
  it.each(fixture.cases)('gives $kind "$text" the vector that training gave it', async ({ kind, text, every8th }) => {
    const vector = await embed(kind, text);
    expect(vector).toHaveLength(embeddings.dimensions);
    for (const [index, expected] of every8th.entries()) expect(vector[index * 8]).toBeCloseTo(expected, 6);
  });

  it('gives vectors of length 1, and zeros to a text without words', async () => {
    expect(dot(await embed('passage', 'Net sales'), await embed('passage', 'Net sales'))).toBeCloseTo(1, 9);
    expect((await embed('passage', ' … ')).every((value) => value === 0)).toBe(true);
  });

  it('puts the passage that answers before others, also in other words', async () => {
    const question = await embed('question', 'How much did the company spend on capital expenditure in 2019?');
    const [answer = [], other = []] = await embeddings.embedDocuments([
      'Purchases of property, plant and equipment | 1,577 | 1,373\nProceeds from sale of property | 12 | 9',
      'The board of directors has an audit committee and a compensation committee.',
    ]);
    expect(dot(question, answer)).toBeGreaterThan(dot(question, other));
  });

  it('finds a name it has never seen', async () => {
    const question = await embed('question', 'Who acquired Zyxwertian Quorplex?');
    const [named = [], other = []] = await embeddings.embedDocuments([
      'Zyxwertian Quorplex was acquired by the group.',
      'Blorptech Holdings was acquired by the group.',
    ]);
    expect(dot(question, named)).toBeGreaterThan(dot(question, other));
  });

  it('tells its identity, which names the training it comes from', () => {
    expect(embeddings.identity).toMatch(/^finance@1\.[0-9a-f]{8}$/);
  });
});
