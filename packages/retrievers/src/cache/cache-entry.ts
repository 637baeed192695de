import { findingSchema, passageSchema } from '@plumbline/core';
import { z } from 'zod';
import type { CachedRetrieval, RetrievalCacheKey } from './retrieval-cache.ts';

/** Written as it is read: strictly, so that an entry of another layout is none. */
const entrySchema = z.strictObject({
  layout: z.literal(1),
  /** The key it was written under: an entry that was copied to another key is none. */
  key: z.string(),
  storedAt: z.number().int().nonnegative(),
  expiresAt: z.number().int().nonnegative(),
  documents: z.array(z.strictObject(passageSchema.shape)),
  findings: z.array(z.strictObject(findingSchema.shape)),
});

/** Clocks of two hosts may differ by so much. */
const CLOCK_SKEW_MS = 60_000;

export function encodeEntry(
  key: RetrievalCacheKey,
  { documents, findings, storedAt, expiresAt }: CachedRetrieval,
): string {
  const passages = documents.map(({ id, pageContent, metadata }) => ({ id, pageContent, metadata }));
  return JSON.stringify({ layout: 1, key: key.hash, storedAt, expiresAt, documents: passages, findings });
}

/** Nothing for what is no entry of this key, or has expired. */
export function decodeEntry(key: RetrievalCacheKey, text: string, now: number): CachedRetrieval | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = entrySchema.safeParse(json);
  if (!parsed.success) return undefined;
  const { layout: _layout, key: writtenFor, ...retrieval } = parsed.data;
  const isLive = retrieval.storedAt <= now + CLOCK_SKEW_MS && now < retrieval.expiresAt;
  return writtenFor === key.hash && isLive ? retrieval : undefined;
}
