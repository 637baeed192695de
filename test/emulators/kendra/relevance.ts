import { z } from 'zod';
import type { Hit } from './search.ts';

const importance = z.int().min(1).max(10);

/** docs.aws.amazon.com/kendra/latest/APIReference/API_DocumentRelevanceConfiguration.html and API_Relevance.html */
export const relevanceSchema = z.strictObject({
  Name: z.string().min(1).max(30),
  Relevance: z.strictObject({
    Importance: importance.optional(),
    ValueImportanceMap: z.record(z.string().min(1).max(50), importance).optional(),
  }),
});
type Relevance = z.infer<typeof relevanceSchema>;

/** Puts documents with a boosted value first. By how much a value moves a document is not documented; here it is all. */
export function boosted(hits: readonly Hit[], overrides: readonly Relevance[]): Hit[] {
  const boostOf = ({ document }: Hit): number =>
    Math.max(
      0,
      ...overrides.map(({ Name, Relevance: { ValueImportanceMap = {} } }) => {
        const value = document.attributes[Name];
        return typeof value === 'string' ? (ValueImportanceMap[value] ?? 0) : 0;
      }),
    );
  return hits.toSorted((one, other) => boostOf(other) - boostOf(one));
}
