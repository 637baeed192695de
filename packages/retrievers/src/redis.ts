export type { RedisCommands } from './redis/redis-commands.ts';
export {
  createRedisRetrievalCache,
  type RedisRetrievalCache,
  type RedisRetrievalCacheOptions,
} from './redis/redis-retrieval-cache.ts';
