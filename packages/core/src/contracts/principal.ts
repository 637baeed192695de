import { z } from 'zod';
import { classificationSchema } from './classification.ts';

/** A name that can stand in an access token: no white space, no colon, no wildcard. */
const nameSchema = z.string().regex(/^[^\s:*]+$/, 'must be a name without white space, ":" or "*"');

/** Who asks: a person or service of one tenant, with what it may see. */
export const principalSchema = z.strictObject({
  tenant: nameSchema,
  id: z.string().min(1),
  roles: z.array(z.string()).default([]),
  groups: z.array(nameSchema).default([]),
  businessUnits: z.array(nameSchema).default([]),
  clearance: classificationSchema,
  clientIds: z.array(nameSchema).default([]),
});
export type Principal = z.infer<typeof principalSchema>;
