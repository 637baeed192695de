import { z } from 'zod';
import { spanSchema } from './entity.ts';

/** From harmless to final. */
export const FINDING_ACTIONS = ['allow', 'append', 'redact', 'replace', 'review', 'block'] as const;
export const findingActionSchema = z.enum(FINDING_ACTIONS);
export type FindingAction = z.infer<typeof findingActionSchema>;

/** What a validator saw. `span` is in the text it checked; `replacement` is what to write or append there. */
export const findingSchema = z.object({
  validator: z.string().min(1),
  /** The rule and its source, e.g. `FINRA 2210(d)(1)(B)`. */
  rule: z.string().optional(),
  severity: z.enum(['info', 'warn', 'violation']),
  action: findingActionSchema,
  span: spanSchema.optional(),
  message: z.string(),
  replacement: z.string().optional(),
  evidence: z.string().optional(),
});
export type Finding = z.infer<typeof findingSchema>;

/** The strictest action of the findings; `allow` when there are none. */
export function strictestAction(findings: readonly Finding[]): FindingAction {
  return findings.reduce<FindingAction>(
    (worst, { action }) => (FINDING_ACTIONS.indexOf(action) > FINDING_ACTIONS.indexOf(worst) ? action : worst),
    'allow',
  );
}
