import type { Clock } from '@plumbline/core';
import { LRUCache } from 'lru-cache';
import type { RetrievalCache } from './retrieval-cache.ts';
import { createTextCache, type TextStore } from './text-cache.ts';

export interface LruRetrievalCacheOptions {
  /** Entries kept at most; the one not used for longest goes. Default 5,000. */
  readonly maxEntries?: number;
  /** Characters kept at most, over all entries. Default 64 million, about 64 to 128 MB. */
  readonly maxLength?: number;
  /** An entry longer than this is not kept, in characters. Default 1 million. */
  readonly maxEntryLength?: number;
  /** Default `Date.now`. */
  readonly clock?: Clock;
}

/**
 * A cache in this process, bounded in number and size. Entries are kept as text, so that nobody can change one by
 * changing a document it got.
 */
export function createLruRetrievalCache(options: LruRetrievalCacheOptions = {}): RetrievalCache {
  const { clock = Date.now, maxEntryLength = 1_000_000 } = options;
  return createTextCache(createLruTextStore(options), { clock, maxEntryLength });
}

/** Expiry is a matter of the entry itself: what has expired makes room like any other. */
export function createLruTextStore(options: Pick<LruRetrievalCacheOptions, 'maxEntries' | 'maxLength'>): TextStore {
  const { maxEntries = 5000, maxLength = 64_000_000 } = options;
  const texts = new LRUCache<string, string>({
    max: maxEntries,
    maxSize: maxLength,
    sizeCalculation: (text, key) => text.length + key.length,
  });
  return {
    read: async (key) => texts.get(key),
    write: async (key, text) => void texts.set(key, text),
    deleteAll: async (prefix) => {
      for (const key of [...texts.keys()]) if (key.startsWith(prefix)) texts.delete(key);
    },
  };
}
