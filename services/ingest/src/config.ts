import { classificationSchema } from '@plumbline/core';
import { z } from 'zod';
import { IngestServiceError } from './errors.ts';
import { EMBEDDINGS_PATTERN } from './index/open-embeddings.ts';

const milliseconds = z.coerce.number().int().positive();
const count = z.coerce.number().int().positive();
const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .or(z.boolean());

/** Everything the service can be told, by environment variables (`INGEST_…`) or flags of the same names. */
export const configSchema = z.strictObject({
  /** The tenant of documents that name none. */
  tenant: z.string().min(1),
  /** The class of documents that name none. */
  classification: classificationSchema.default('internal'),
  /** `lancedb:FOLDER` or `opensearch:URL`. */
  index: z.string().regex(/^(?:lancedb:.+|opensearch:https?:\/\/.+)$/u, 'must be lancedb:FOLDER or opensearch:URL'),
  /** `finance`, `bedrock` (Titan v2, also `bedrock:512`), or `sagemaker:ENDPOINT:MODEL@VERSION`. */
  embeddings: z
    .string()
    .regex(EMBEDDINGS_PATTERN, 'must be finance, bedrock, bedrock:512 or sagemaker:ENDPOINT:MODEL@VERSION')
    .default('finance'),
  /** The aliases in OpenSearch are `<prefix>-<document type>`. */
  aliasPrefix: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/u)
    .default('plumbline'),
  /** How OpenSearch is signed in to. */
  auth: z.enum(['none', 'sigv4']).default('none'),
  /** `faiss` in production; `lucene` where no native library is. */
  engine: z.enum(['faiss', 'lucene']).default('faiss'),
  shards: count.default(3),
  replicas: z.coerce.number().int().nonnegative().default(2),
  /** The records: a file of SQLite on a disk that outlives the process. */
  records: z.string().min(1),
  /** Sets the records of one index apart from those of another: a new index, a new name. */
  namespace: z
    .string()
    .regex(/^[\w.-]{1,100}$/u)
    .default('default'),
  /** Where dead letters go: the URL of a queue, or the path of a file. */
  deadLetters: z.string().min(1),
  region: z.string().min(1).optional(),
  /** Endpoints other than Amazon's. */
  s3Endpoint: z.url().optional(),
  sqsEndpoint: z.url().optional(),
  /** Names this worker; the same after a restart. */
  owner: z.string().min(1),
  tempFolder: z.string().min(1),
  maxTokens: z.coerce.number().int().min(16).max(512).default(512),
  /** Bytes of the largest object that is read. */
  maxObjectBytes: count.default(128 * 2 ** 20),
  /** Whether `KEY.meta.yaml` beside an object holds its labels. */
  labelFiles: flag.default(true),
  batchSize: z.coerce.number().int().min(1).max(90).default(40),
  lanes: z.coerce.number().int().min(1).max(16).default(2),
  /** Looks and downloads side by side. */
  concurrency: z.coerce.number().int().min(1).max(64).default(8),
  /** Rounds of trying again what could not be done. */
  retries: z.coerce.number().int().nonnegative().default(5),
  firstPauseMs: milliseconds.default(1000),
  /** Longer than any batch takes. */
  leaseMs: milliseconds.default(900_000),
  /** How often workers may die over a source before it is given up. */
  maxDeaths: count.default(5),
  /** How long what is under way may take after SIGTERM. */
  drainMs: milliseconds.default(25_000),
  /** Whether the index is optimised at the end of a run; best left to one worker. */
  optimise: flag.default(false),
});
export type IngestConfig = z.infer<typeof configSchema>;

/** @throws IngestServiceError INVALID_CONFIGURATION that names every setting that is wrong */
export function parseConfig(settings: Readonly<Record<string, unknown>>): IngestConfig {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = configSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new IngestServiceError('INVALID_CONFIGURATION', z.prettifyError(parsed.error));
}

/** Settings from `INGEST_MAX_TOKENS=256` and the like. Names that are no setting are left out. */
export function settingsOf(environment: Readonly<Record<string, string | undefined>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(configSchema.shape).map((name) => [name, environment[`INGEST_${snakeCase(name)}`]]),
  );
}

/** `max-tokens` for `maxTokens`. */
export function flagOf(name: string): string {
  return snakeCase(name).toLowerCase().replaceAll('_', '-');
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => `_${letter}`).toUpperCase();
}
