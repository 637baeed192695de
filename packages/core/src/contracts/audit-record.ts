import { z } from 'zod';

/** A SHA-256 in lower-case hex. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** What happened, before it is chained. Texts are kept by hash; the record itself holds no client data. */
export const auditEventSchema = z.strictObject({
  at: z.iso.datetime(),
  /** `answer`, `ingest`, `review`, … */
  action: z.string().min(1),
  who: z.strictObject({ tenant: z.string(), id: z.string(), roles: z.array(z.string()) }),
  traceId: z.string().min(1),
  /** SHA-256 of each input by name. */
  inputs: z.record(z.string(), sha256Schema),
  /** SHA-256 of each output by name. */
  outputs: z.record(z.string(), sha256Schema),
  /** Versions of model, prompt, rules and index. */
  versions: z.record(z.string(), z.string()),
  /** Small facts: status, confidence, validators that fired. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;

/** An event in its chain: `hash` covers everything else, `previous` is the hash of the record before (64 zeros first). */
export const auditRecordSchema = z.strictObject({
  chain: z.string().min(1),
  sequence: z.number().int().positive(),
  event: auditEventSchema,
  previous: sha256Schema,
  hash: sha256Schema,
});
export type AuditRecord = z.infer<typeof auditRecordSchema>;

/**
 * Takes events for good. When `append` resolves, the record is on stable storage.
 *
 * @throws AuditError when the record could not be kept; the answer must then not leave
 */
export interface AuditSink {
  append(event: AuditEvent): Promise<AuditRecord>;
}
