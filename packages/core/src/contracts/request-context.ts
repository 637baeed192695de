import { z } from 'zod';
import { MissingContextError } from './errors.ts';
import { principalSchema } from './principal.ts';

/** A day (`2024-03-31`) or an instant in ISO 8601 with offset. */
export const dateOrInstantSchema = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/**
 * What every call carries on `config.context`: who asks, for what purpose, as of which date, until when.
 * `deadline` is epoch milliseconds. The abort signal is the config's own `signal`.
 */
export const requestContextSchema = z.strictObject({
  principal: principalSchema,
  purpose: z.string().min(1).optional(),
  asOf: dateOrInstantSchema.optional(),
  deadline: z.number().int().positive().optional(),
  traceId: z.string().min(1),
});
export type RequestContext = z.infer<typeof requestContextSchema>;

/**
 * Reads the request context of a LangChain config. Call it first in every overridden `invoke`, on
 * `ensureConfig(options)`.
 *
 * @param config the config that came in; only its `context` is read, never `configurable`
 * @param where the name of the caller, for the message
 * @throws MissingContextError when the context is absent or does not have the form above
 */
export function requireRequestContext(config: { context?: unknown } | undefined, where: string): RequestContext {
  if (config?.context === undefined || config.context === null) throw new MissingContextError(where);
  const parsed = requestContextSchema.safeParse(config.context);
  if (!parsed.success) throw new MissingContextError(where, z.prettifyError(parsed.error).replaceAll('\n', ' '));
  return parsed.data;
}
