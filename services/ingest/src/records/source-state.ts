import type { JsonValue, StoredRecord } from '@plumbline/core';
import { RecordStoreError } from '@plumbline/core';
import { z } from 'zod';

/** Which version of a source was dealt with last. */
const seenSchema = z.object({
  /** Hash over the version of the object, its labels and the settings: the same, and nothing has to be read. */
  tag: z.string(),
  /** S3's order of the events of one key. */
  sequencer: z.string().optional(),
  /** Epoch milliseconds of the object's last change. */
  modifiedMs: z.number().optional(),
});

/** Why the version that was seen last is not in the index, wholly or in part. */
const refusedSchema = z.object({ code: z.string(), message: z.string() });

/**
 * What is remembered of one source. `open`: the index is being changed, and may hold anything that the pages of keys
 * name. `closed`: it holds exactly what the pages of `generation` name.
 */
export const sourceStateSchema = z.object({
  path: z.string(),
  phase: z.enum(['open', 'closed']),
  generation: z.int().nonnegative(),
  /** The ingest library's own; absent while the source is not wholly in the index. */
  fingerprint: z.string().optional(),
  documents: z.int().nonnegative(),
  passages: z.int().nonnegative(),
  /** Its passages were taken out because it is gone. */
  removed: z.boolean().optional(),
  seen: seenSchema.optional(),
  refused: refusedSchema.optional(),
  /** Labels that a manifest gave: they hold until a manifest says otherwise. */
  labels: z.record(z.string(), z.json()).optional(),
});
export type SourceState = z.infer<typeof sourceStateSchema>;

/** Who works on a source. One that is still there after its time was left by a worker that died. */
export const leaseSchema = z.object({
  owner: z.string(),
  /** Epoch milliseconds. */
  until: z.number(),
  /** How often the source was taken without being given back. */
  attempts: z.int().positive(),
});
export type Lease = z.infer<typeof leaseSchema>;

export const keyPageSchema = z.object({ ids: z.array(z.string()) });

export const claimSchema = z.object({
  docId: z.string(),
  file: z.string(),
  /** The run that wrote it. */
  run: z.string(),
  seenAt: z.number(),
  nextChunk: z.int().nonnegative(),
});

/** Parses a stored value. @throws RecordStoreError when another program wrote it */
export function parseRecord<T>(schema: z.ZodType<T>, { partition, sort, value }: StoredRecord): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new RecordStoreError(
    `The record ${partition} / ${sort} is not what this release writes: use another namespace.`,
  );
}

/** A value as the store takes it: keys without a value are left out. */
export function toJson(value: object): JsonValue {
  return z.json().parse(JSON.parse(JSON.stringify(value)));
}
