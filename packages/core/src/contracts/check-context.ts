import { z } from 'zod';
import { citationSchema } from './citation.ts';
import { passageSchema } from './passage.ts';
import { requestContextSchema } from './request-context.ts';

/** Where in the way of a question a text is checked. */
export const STAGES = ['input', 'retrieved', 'tool', 'output'] as const;
export const stageSchema = z.enum(STAGES);
export type Stage = z.infer<typeof stageSchema>;

/** Facts about the firm that rules ask for. */
export const firmFactsSchema = z.object({
  conflicts: z.array(z.string()).default([]),
  unauthorisedProducts: z.array(z.string()).default([]),
  competitors: z.array(z.string()).default([]),
});

/** Facts about the client that suitability rules ask for (FINRA 2111(a), Reg BI). */
export const clientProfileSchema = z.looseObject({
  clientId: z.string().min(1),
  riskTolerance: z.enum(['conservative', 'moderate', 'aggressive']).optional(),
  investmentObjective: z.string().optional(),
  timeHorizonYears: z.number().nonnegative().optional(),
  liquidityNeeds: z.string().optional(),
});
export type ClientProfile = z.infer<typeof clientProfileSchema>;

/** Everything a validator may know beside the text itself. */
export const checkContextSchema = z.object({
  request: requestContextSchema,
  stage: stageSchema,
  question: z.string().optional(),
  passages: z.array(passageSchema).default([]),
  citations: z.array(citationSchema).default([]),
  /** Results of tools by call, as JSON values. */
  toolResults: z.array(z.object({ tool: z.string(), result: z.json() })).default([]),
  kind: z.enum(['answer', 'recommendation']).default('answer'),
  audience: z.enum(['retail', 'institutional', 'internal']).default('retail'),
  profile: clientProfileSchema.optional(),
  firm: firmFactsSchema.prefault({}),
});
export type CheckContext = z.infer<typeof checkContextSchema>;
