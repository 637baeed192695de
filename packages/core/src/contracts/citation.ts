import { z } from 'zod';
import { spanSchema } from './entity.ts';

/** The source of one claim. `n` is the `[n]` of the answer; `quote` is the piece of the passage that supports it. */
export const citationSchema = z.object({
  n: z.number().int().positive(),
  passageId: z.string().min(1),
  title: z.string(),
  source: z.string(),
  page: z.number().int().positive().optional(),
  section: z.string().optional(),
  quote: z.string(),
  /** The claim, in the text of the answer. */
  answerSpan: spanSchema,
  /** The quote, in the text of the passage. */
  passageSpan: spanSchema,
  asOf: z.string(),
});
export type Citation = z.infer<typeof citationSchema>;
