import type { Clock } from '@plumbline/core';
import { decodeEntry, encodeEntry } from './cache-entry.ts';
import type { CachedRetrieval, RetrievalCache, RetrievalCacheKey } from './retrieval-cache.ts';

/** What an adapter brings: texts by key. */
export interface TextStore {
  read(key: string): Promise<string | undefined>;
  write(key: string, text: string, ttlMs: number): Promise<void>;
  /** Deletes every key that begins so. */
  deleteAll(prefix: string): Promise<void>;
}

export interface TextCacheOptions {
  readonly clock: Clock;
  /** A longer entry is not kept, in characters. */
  readonly maxEntryLength: number;
}

/** The cache over any store of texts: entries are written and read in one place, and each read is parsed anew. */
export function createTextCache(store: TextStore, { clock, maxEntryLength }: TextCacheOptions): RetrievalCache {
  return {
    async get(key) {
      const text = await store.read(textKey(key));
      return text === undefined || text.length > maxEntryLength ? undefined : decodeEntry(key, text, clock());
    },
    async set(key, retrieval) {
      const ttlMs = retrieval.expiresAt - clock();
      const text = textOf(key, retrieval);
      if (text !== undefined && ttlMs > 0 && text.length <= maxEntryLength) {
        await store.write(textKey(key), text, ttlMs);
      }
    },
    async clear(index) {
      await store.deleteAll(`${index}:`);
    },
  };
}

/** Nothing for metadata that JSON has no words for (a bigint): they are not kept. */
function textOf(key: RetrievalCacheKey, retrieval: CachedRetrieval): string | undefined {
  try {
    return encodeEntry(key, retrieval);
  } catch {
    return undefined;
  }
}

/** Hashes hold no colon and neither do names of indexes, so that no index is the beginning of another. */
export function textKey({ index, hash }: RetrievalCacheKey): string {
  return `${index}:${hash}`;
}
