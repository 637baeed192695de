import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const S3_URI = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/su;

/** `s3://bucket/key` (the key as it is, not encoded), an absolute path, or a `file:` URL of one. */
const sourceUriSchema = z.string().transform((uri, context) => {
  if (S3_URI.test(uri)) return uri;
  if (uri.startsWith('file:///')) return fileURLToPath(uri);
  if (isAbsolute(uri)) return resolve(uri);
  context.addIssue({ code: 'custom', message: 'must be s3://bucket/key or an absolute path' });
  return z.NEVER;
});

/** One source that is to be looked at. What is to be done with it, its present state says. */
export const ingestItemSchema = z.strictObject({
  uri: sourceUriSchema,
  /** Read this version of the object, not the newest one. */
  versionId: z.string().min(1).optional(),
  /** Labels that come before those in the document and in its metadata; they hold until an item brings others. */
  labels: z.record(z.string(), z.json()).optional(),
  /** Take its passages out, whether the object is still there or not. */
  deleted: z.boolean().optional(),
  /** S3's order of the events of one key: an item that is older than what was seen changes nothing. */
  sequencer: z
    .string()
    .regex(/^[0-9a-fA-F]+$/u)
    .optional(),
  /** Look at it again though this very version was refused before. */
  retryRefused: z.boolean().optional(),
});
export type IngestItem = z.infer<typeof ingestItemSchema>;

/** Bucket and key of an S3 address; `undefined` for a path. */
export function s3AddressOf(uri: string): { bucket: string; key: string } | undefined {
  const [, bucket, key] = S3_URI.exec(uri) ?? [];
  return bucket === undefined || key === undefined ? undefined : { bucket, key };
}

export function s3Uri(bucket: string, key: string): string {
  return `s3://${bucket}/${key}`;
}
