import { z } from 'zod';
import { findingActionSchema, findingSchema } from './finding.ts';

/** The guard's result over one text. `text` is what may be released: empty when the action is `block`. */
export const verdictSchema = z.object({
  text: z.string(),
  action: findingActionSchema,
  findings: z.array(findingSchema),
});
export type Verdict = z.infer<typeof verdictSchema>;
