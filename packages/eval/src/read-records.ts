import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { InvalidInputError } from '@plumbline/core';
import { z } from 'zod';

/**
 * Reads labelled records from a JSON Lines file, plain or gzip: `path` itself, or `path` with `.gz` behind it. Blank
 * lines are passed over.
 *
 * @throws InvalidInputError that names the file and line, for a missing file, broken JSON or a record of another form
 */
export async function readRecords<T>(path: string, schema: z.ZodType<T>): Promise<T[]> {
  const file = [path, `${path}.gz`].find((candidate) => existsSync(candidate));
  if (file === undefined) throw new InvalidInputError(`${path} is not there (nor ${path}.gz). Check --data.`);
  const bytes = createReadStream(file);
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  bytes.on('error', (error) => input.destroy(error));
  const records: T[] = [];
  let line = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      if (text.trim() !== '') records.push(parseRecord(text, schema, `${file}, line ${line}`));
    }
  } catch (error) {
    if (error instanceof InvalidInputError) throw error;
    throw new InvalidInputError(`${file} cannot be read after line ${line}: ${messageOf(error)}.`, { cause: error });
  }
  if (records.length === 0) throw new InvalidInputError(`${file} holds no records.`);
  return records;
}

function parseRecord<T>(text: string, schema: z.ZodType<T>, place: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new InvalidInputError(`${place} is not JSON: ${messageOf(cause)}.`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(
    `${place} has not the form of a record: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}.`,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
