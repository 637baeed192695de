import { createHash } from 'node:crypto';
import type { Passage } from '@plumbline/core';
import { type ConformanceCase, type FakeClock, testPassage } from '@plumbline/core/testing';
import type { CachedRetrieval, RetrievalCache, RetrievalCacheKey } from '../../cache/retrieval-cache.ts';

/** An empty cache, the clock it reads, and a way around its writing side. */
export interface RetrievalCacheFixture {
  readonly cache: RetrievalCache;
  readonly clock: FakeClock;
  /** Puts any text where the cache keeps the entry of a key. */
  writeRaw(key: RetrievalCacheKey, text: string): Promise<void>;
  /** What the cache keeps for a key, as text. */
  readRaw(key: RetrievalCacheKey): Promise<string | undefined>;
  dispose(): Promise<void>;
}

export function retrievalCacheCase(
  name: string,
  check: (fixture: RetrievalCacheFixture) => Promise<void>,
): ConformanceCase<RetrievalCacheFixture> {
  return {
    name,
    async run(create) {
      const fixture = await create();
      try {
        await check(fixture);
      } finally {
        await fixture.dispose();
      }
    },
  };
}

/** A key of an index, as different as its word. */
export function testKey(word: string, index = 'filings'): RetrievalCacheKey {
  return { index, hash: createHash('sha256').update(word).digest('hex') };
}

/** A retrieval of now that lasts an hour. */
export function testRetrieval(clock: FakeClock, documents: readonly Passage[] = [testPassage()]): CachedRetrieval {
  return { documents, findings: [], storedAt: clock(), expiresAt: clock() + 3_600_000 };
}
