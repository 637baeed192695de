import { createHash } from 'node:crypto';
import { InvalidInputError } from '@plumbline/core';
import { z } from 'zod';

/** The fingerprints of training records that go with a shipped model, as `training/seen.py` writes them. */
const seenFileSchema = z.object({
  records: z.number().int().nonnegative(),
  /** Length of one mark. */
  bytes: z.number().int().min(4).max(32),
  /** Base64 of all marks, one after the other. */
  marks: z.base64(),
});

/** A record of an evaluation; `text` is what a copy of it under another id would share. */
export interface SeenCandidate {
  readonly id: string;
  readonly text: string;
}

/** Answers whether a shipped model was trained on a record. */
export interface SeenRecords {
  has(record: SeenCandidate): boolean;
}

/**
 * Reads the fingerprints of a shipped model. A mark is the first bytes of the SHA-256 of `id` or `text`, a line feed and
 * the value; of a text only ASCII letters, in lower case, and digits count.
 * @throws {InvalidInputError} when the value is no such file
 */
export function readSeenRecords(file: unknown): SeenRecords {
  const parsed = seenFileSchema.safeParse(file);
  const marks = Buffer.from(parsed.data?.marks ?? '', 'base64');
  const bytes = parsed.data?.bytes ?? 0;
  if (!parsed.success || marks.length % bytes !== 0) {
    throw new InvalidInputError('This is no file of seen records: train the model anew with "npm run train".');
  }
  const known = new Set<string>();
  for (let at = 0; at < marks.length; at += bytes) known.add(marks.toString('latin1', at, at + bytes));
  const isKnown = (kind: string, value: string): boolean =>
    known.has(createHash('sha256').update(`${kind}\n${value}`).digest().toString('latin1', 0, bytes));
  return { has: ({ id, text }) => isKnown('id', id) || isKnown('text', plain(text)) };
}

/** The share of records a shipped model was trained on, 0 to 1; above 0 their figures are not out of sample. */
export function seenShare(records: readonly SeenCandidate[], seen: SeenRecords): number {
  if (records.length === 0) return 0;
  return records.filter((record) => seen.has(record)).length / records.length;
}

function plain(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replace(/[^a-z0-9]+/g, '');
}
