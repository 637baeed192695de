import { createHash } from 'node:crypto';
import { z } from 'zod';
import { IngestServiceError } from '../errors.ts';

/** A part of a manifest: those sources whose hash falls to this worker. */
export interface Shard {
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

/** All of it. */
export const WHOLE: Shard = { index: 0, count: 1 };

/**
 * Whether a source belongs to a shard: by its address alone, so that every worker of an array comes to the same answer in
 * whatever order it reads, and two rows about one source go to the same worker.
 */
export function isInShard(uri: string, { index, count }: Shard): boolean {
  return createHash('sha256').update(uri).digest().readUInt32BE(0) % count === index;
}

const indexSchema = z.coerce.number().int().nonnegative();
const countSchema = z.coerce.number().int().positive();

/**
 * The shard of a child of an AWS Batch array job. Batch tells a child its index and not the size of the array: that is
 * ours to say.
 *
 * @throws IngestServiceError INVALID_CONFIGURATION when one of the two is missing or they do not fit
 */
export function shardOf(index: string | undefined, count: string | undefined): Shard {
  if (index === undefined && count === undefined) return WHOLE;
  const parsed = z.object({ index: indexSchema, count: countSchema }).safeParse({ index, count });
  if (parsed.success && parsed.data.index < parsed.data.count) return parsed.data;
  throw new IngestServiceError(
    'INVALID_CONFIGURATION',
    `The shard is ${index ?? 'missing'} of ${count ?? 'missing'}: a Batch array job needs --array-size (or INGEST_ARRAY_SIZE) as large as the array, and AWS_BATCH_JOB_ARRAY_INDEX below it.`,
  );
}
