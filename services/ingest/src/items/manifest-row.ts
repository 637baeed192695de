import { z } from 'zod';
import { IngestServiceError } from '../errors.ts';
import { type IngestItem, ingestItemSchema, s3Uri } from './ingest-item.ts';

const yes = z.union([z.boolean(), z.enum(['true', 'false', '']).transform((text) => text === 'true')]);
/** An empty cell of a table says nothing. */
const cell = z
  .string()
  .transform((text) => (text === '' ? undefined : text))
  .optional();

/** Where the object is: by its address, or by bucket and key as S3 Inventory and ListObjectsV2 name them. */
const placeSchema = z.object({
  uri: cell,
  bucket: cell,
  Bucket: cell,
  key: cell,
  Key: cell,
});

const rowSchema = z.object({
  versionId: cell,
  deleted: yes.optional(),
  retryRefused: yes.optional(),
  sequencer: cell,
  labels: z.record(z.string(), z.json()).optional(),
  /** S3 Inventory: https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html */
  IsLatest: yes.optional(),
  IsDeleteMarker: yes.optional(),
});

/** Columns that are labels, for tables, which cannot nest. */
const LABEL_COLUMNS = [
  'docId',
  'title',
  'docType',
  'company',
  'ticker',
  'fiscalYear',
  'period',
  'asOf',
  'source',
  'classification',
  'acl',
] as const;

/**
 * A row of a manifest as an item: `{ uri | bucket and key, labels?, versionId?, deleted? }`, a table's row with labels as
 * columns, or what S3 Inventory and the ListObjectsV2 reader of a Distributed Map give.
 *
 * @param bucket for rows that name a key only
 * @returns `undefined` for an old version of an inventory: the newest one has a row of its own
 * @throws IngestServiceError INVALID_MANIFEST
 */
export function itemOfRow(row: unknown, bucket?: string): IngestItem | undefined {
  const place = placeSchema.safeParse(row);
  const facts = rowSchema.safeParse(row);
  if (!place.success) throw invalid(z.prettifyError(place.error));
  if (!facts.success) throw invalid(z.prettifyError(facts.error));
  const { versionId, deleted, retryRefused, sequencer, IsLatest, IsDeleteMarker } = facts.data;
  if (IsLatest === false) return undefined;
  const labels = facts.data.labels ?? labelColumns(row);
  const item = ingestItemSchema.safeParse({
    uri: uriOf(place.data, bucket),
    ...(versionId === undefined ? {} : { versionId }),
    ...(deleted === true || IsDeleteMarker === true ? { deleted: true } : {}),
    ...(retryRefused === true ? { retryRefused } : {}),
    ...(sequencer === undefined ? {} : { sequencer }),
    ...(labels === undefined ? {} : { labels }),
  });
  if (!item.success) throw invalid(z.prettifyError(item.error));
  return item.data;
}

function uriOf(place: z.infer<typeof placeSchema>, bucket: string | undefined): string | undefined {
  const key = place.key ?? place.Key;
  const holder = place.bucket ?? place.Bucket ?? bucket;
  return place.uri ?? (key === undefined || holder === undefined ? undefined : s3Uri(holder, key));
}

function labelColumns(row: unknown): IngestItem['labels'] {
  const columns = z.record(z.string(), z.unknown()).safeParse(row).data ?? {};
  const labels = LABEL_COLUMNS.flatMap((name): [string, string | string[]][] => {
    const value = columns[name];
    if (typeof value !== 'string' || value.trim() === '') return [];
    return [[name, name === 'acl' ? value.split(/[\s,;]+/u).filter((token) => token !== '') : value]];
  });
  return labels.length === 0 ? undefined : Object.fromEntries(labels);
}

function invalid(why: string): IngestServiceError {
  return new IngestServiceError('INVALID_MANIFEST', `A row of the manifest is no item: ${why.replaceAll('\n', ' ')}`);
}
