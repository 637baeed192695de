import { createInterface } from 'node:readline';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { describeError, IngestServiceError } from '../errors.ts';
import type { IngestItem } from '../items/ingest-item.ts';
import { itemOfRow } from '../items/manifest-row.ts';
import type { ObjectStore } from '../objects/object-store.ts';
import { isInventory, readInventory } from './inventory.ts';

export interface ReadManifestOptions {
  readonly objects: Pick<ObjectStore, 'stream'>;
  /** For rows that name a key only. */
  readonly bucket?: string;
  /** Told of a row that is no item; the others go on. */
  readonly onBadRow: (message: string) => void;
}

/**
 * The items of a manifest in S3 or on this machine, read as a stream: JSON Lines (`.jsonl`, `.ndjson`), a table with names
 * of columns (`.csv`), each plain or gzipped (`.gz`), or the `manifest.json` of an S3 Inventory in CSV.
 *
 * @throws IngestServiceError INVALID_MANIFEST for one that is not there or of no known form
 */
export async function* readManifest(uri: string, options: ReadManifestOptions): AsyncGenerator<IngestItem> {
  const name = uri.replace(/\.gz$/u, '');
  let number = 0;
  for await (const row of rowsOf(uri, name, options)) {
    number += 1;
    try {
      const item = itemOfRow(row, options.bucket);
      if (item !== undefined) yield item;
    } catch (error) {
      options.onBadRow(`${uri}, row ${number}: ${describeError(error).message}`);
    }
  }
}

async function* rowsOf(uri: string, name: string, { objects }: ReadManifestOptions): AsyncGenerator<unknown> {
  const bytes = await openManifest(uri, objects);
  if (/\.(?:jsonl|ndjson)$/u.test(name)) yield* jsonLines(bytes);
  else if (name.endsWith('.csv')) yield* tableRows(bytes, true);
  else if (name.endsWith('.json')) {
    const manifest = await readJson(bytes, uri);
    if (!isInventory(manifest)) throw unknownForm(uri);
    for (const { file, toRow } of readInventory(manifest)) {
      for await (const cells of tableRows(await openManifest(file, objects), false)) yield toRow(cells);
    }
  } else throw unknownForm(uri);
}

async function openManifest(uri: string, objects: Pick<ObjectStore, 'stream'>): Promise<AsyncIterable<Uint8Array>> {
  const bytes = await objects.stream(uri);
  if (bytes === undefined) throw new IngestServiceError('INVALID_MANIFEST', `There is no manifest ${uri}.`);
  if (!uri.endsWith('.gz')) return bytes;
  // A failing source ends the stream with its error, which arrives where it is read.
  return pipeline(Readable.from(bytes), createGunzip(), () => {});
}

async function* jsonLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  const lines = createInterface({ input: Readable.from(bytes), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    if (line.trim() === '') continue;
    yield parseLine(line);
  }
}

/** A line that is no JSON is a row that is no item. */
function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}

async function* tableRows(bytes: AsyncIterable<Uint8Array>, columns: boolean): AsyncGenerator<unknown> {
  const parser = parse({ columns, bom: true, skip_empty_lines: true, relax_column_count: true });
  pipeline(Readable.from(bytes), parser, () => {});
  for await (const row of parser) yield row;
}

async function readJson(bytes: AsyncIterable<Uint8Array>, uri: string): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch (cause) {
    throw new IngestServiceError('INVALID_MANIFEST', `${uri} is no JSON.`, { cause });
  }
}

function unknownForm(uri: string): IngestServiceError {
  return new IngestServiceError(
    'INVALID_MANIFEST',
    `${uri} is of no known form: give .jsonl, .ndjson or .csv (each with .gz as well), or the manifest.json of an S3 Inventory in CSV.`,
  );
}
