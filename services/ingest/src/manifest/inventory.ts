import { z } from 'zod';
import { s3Uri } from '../items/ingest-item.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html */
const inventorySchema = z.object({
  sourceBucket: z.string().min(1),
  /** Name or ARN of the bucket that holds the files. */
  destinationBucket: z.string().min(1),
  fileFormat: z.literal('CSV'),
  /** Names of the columns, the files having none: `Bucket, Key, VersionId, IsLatest`. */
  fileSchema: z.string().min(1),
  files: z.array(z.object({ key: z.string().min(1) })),
});
type Inventory = z.infer<typeof inventorySchema>;

export function isInventory(value: unknown): value is Inventory {
  return inventorySchema.safeParse(value).success;
}

/** The files of an inventory, and how a line of theirs becomes a row with names. Keys are encoded as in a URL. */
export function readInventory(inventory: Inventory): { file: string; toRow: (cells: unknown) => unknown }[] {
  const { sourceBucket, destinationBucket, fileSchema, files } = inventory;
  const holder = destinationBucket.slice(destinationBucket.lastIndexOf(':') + 1);
  const names = fileSchema.split(',').map((name) => name.trim());
  const toRow = (cells: unknown): unknown => {
    const values = z.array(z.string()).parse(cells);
    const row = Object.fromEntries(names.map((name, at): [string, string] => [name, values[at] ?? '']));
    return {
      Bucket: sourceBucket,
      ...row,
      Key: decodeURIComponent((row['Key'] ?? '').replaceAll('+', ' ')),
      VersionId: undefined,
    };
  };
  return files.map(({ key }) => ({ file: s3Uri(holder, key), toRow }));
}
