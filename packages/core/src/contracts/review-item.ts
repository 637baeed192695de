import { z } from 'zod';
import { answerSchema } from './answer.ts';
import { principalSchema } from './principal.ts';
import { recommendationSchema } from './recommendation.ts';

/** `approval`: above $1M, a senior advisor. `escalation`: risk above 7. `expert`: confidence below 0.80. */
export const reviewKindSchema = z.enum(['approval', 'escalation', 'expert']);
export type ReviewKind = z.infer<typeof reviewKindSchema>;

export const reviewDecisionSchema = z.object({
  decision: z.enum(['approve', 'edit', 'reject']),
  /** The text that replaces the draft, when the decision is `edit`. */
  text: z.string().optional(),
  comment: z.string().optional(),
  reviewer: principalSchema,
  decidedAt: z.iso.datetime(),
});
export type ReviewDecision = z.infer<typeof reviewDecisionSchema>;

/** What a human must decide. */
export const reviewItemSchema = z.object({
  id: z.string().min(1),
  kind: reviewKindSchema,
  reason: z.string().min(1),
  createdAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  asker: principalSchema,
  question: z.string(),
  draft: answerSchema,
  recommendation: recommendationSchema.optional(),
  decision: reviewDecisionSchema.optional(),
});
export type ReviewItem = z.infer<typeof reviewItemSchema>;
