import type { Clock } from '@plumbline/core';
import { z } from 'zod';
import { type RetrievalCache, RetrievalCacheError } from '../cache/retrieval-cache.ts';
import { createTextCache, type TextStore } from '../cache/text-cache.ts';
import { createOwnClient, type RedisCommands } from './redis-commands.ts';

export interface RedisRetrievalCacheOptions {
  /** `redis://` or, with TLS, `rediss://`. A client is made for it, and closed by `close`. */
  readonly url?: string;
  /** A connected client of your own instead; it should fail rather than queue commands while it is offline. */
  readonly client?: RedisCommands;
  /** Before every key. Default `plumbline:retrieval:`. */
  readonly prefix?: string;
  /** An entry longer than this is not kept, in characters. Default 1 million. */
  readonly maxEntryLength?: number;
  /** Milliseconds to wait for the first connection; after them the cache is there, and fails until it is connected. Default 2,000. */
  readonly connectTimeoutMs?: number;
  /** Default `Date.now`. */
  readonly clock?: Clock;
}

/** A cache on a server, shared by processes. */
export interface RedisRetrievalCache extends RetrievalCache {
  /** Lets go of a client that was made for the cache. */
  close(): Promise<void>;
}

/**
 * A cache in Redis or Valkey (one node, or a cluster with cluster mode disabled). Entries expire on the server; bound its
 * memory there (`maxmemory`, `maxmemory-policy allkeys-lru`). They hold the text of passages: use TLS, and
 * credentials that only services with the right to that text have.
 *
 * @throws MissingDependencyError when `redis` is not installed. A server that is down is no error here: `get` and `set`
 *   throw `RetrievalCacheError` until it is back, and a `CachedRetriever` goes on without them.
 */
export async function createRedisRetrievalCache(options: RedisRetrievalCacheOptions): Promise<RedisRetrievalCache> {
  const { prefix = 'plumbline:retrieval:', maxEntryLength = 1_000_000, clock = Date.now } = options;
  const { client, close } = await clientOf(options);
  const store = createRedisTextStore(client, prefix);
  return { ...createTextCache(store, { clock, maxEntryLength }), close };
}

async function clientOf({
  client,
  url = 'redis://127.0.0.1:6379',
  connectTimeoutMs = 2000,
}: RedisRetrievalCacheOptions) {
  if (client !== undefined) return { client, close: async () => {} };
  const own = await createOwnClient(url);
  await own.connected(connectTimeoutMs);
  return { client: own, close: async () => own.close() };
}

const scanReplySchema = z.tuple([z.coerce.string(), z.array(z.string())]);
const KEYS_PER_SCAN = 500;

/** Texts by key on a server. */
export function createRedisTextStore(client: RedisCommands, prefix: string): TextStore {
  const send = async (...words: string[]): Promise<unknown> => {
    try {
      return await client.sendCommand(words);
    } catch (error) {
      throw new RetrievalCacheError(`did not answer ${words[0] ?? ''}`, error);
    }
  };
  return {
    async read(key) {
      const text = await send('GET', prefix + key);
      return typeof text === 'string' ? text : undefined;
    },
    async write(key, text, ttlMs) {
      await send('SET', prefix + key, text, 'PX', String(Math.ceil(ttlMs)));
    },
    async deleteAll(start) {
      const pattern = `${escapeGlob(prefix + start)}*`;
      let cursor = '0';
      do {
        const reply = scanReplySchema.parse(
          await send('SCAN', cursor, 'MATCH', pattern, 'COUNT', String(KEYS_PER_SCAN)),
        );
        const [next, keys] = reply;
        if (keys.length > 0) await send('UNLINK', ...keys);
        cursor = next;
      } while (cursor !== '0');
    },
  };
}

function escapeGlob(text: string): string {
  return text.replaceAll(/[*?[\]\\^]/g, '\\$&');
}
