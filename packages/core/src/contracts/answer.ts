import { z } from 'zod';
import { citationSchema } from './citation.ts';
import { checkedFigureSchema } from './figure.ts';
import { findingSchema } from './finding.ts';

/** What the models of one answer consumed. */
export const usageSchema = z.object({
  inputTokens: z.number().int().nonnegative(),
  outputTokens: z.number().int().nonnegative(),
  /** US dollars; 0 for a model that runs in this process. */
  costUsd: z.number().nonnegative(),
});
export type Usage = z.infer<typeof usageSchema>;

/** Which model answered, and why that one. */
export const routeSchema = z.object({
  provider: z.string(),
  model: z.string(),
  region: z.string().optional(),
  tier: z.string().optional(),
  reasons: z.array(z.string()).default([]),
});
export type Route = z.infer<typeof routeSchema>;

/** `final` may be shown; `pending-review` is a draft that a human must decide on; `blocked` has no text. */
export const answerStatusSchema = z.enum(['final', 'pending-review', 'blocked']);

/** What a question comes back as. `confidence` and rates are fractions of 1; `risk` is 1 to 10. */
export const answerSchema = z
  .object({
    text: z.string(),
    citations: z.array(citationSchema),
    figures: z.array(checkedFigureSchema),
    disclosures: z.array(z.string()),
    findings: z.array(findingSchema),
    confidence: z.number().min(0).max(1),
    risk: z.number().min(1).max(10).optional(),
    status: answerStatusSchema,
    /** Why a human must look, when the status is `pending-review`, or why it was blocked. */
    reason: z.string().optional(),
    route: routeSchema,
    usage: usageSchema,
    traceId: z.string().min(1),
  })
  .refine(({ status, text }) => status !== 'blocked' || text === '', {
    path: ['text'],
    error: 'a blocked answer has no text',
  });
export type Answer = z.infer<typeof answerSchema>;
