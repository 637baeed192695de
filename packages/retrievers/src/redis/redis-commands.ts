import { MissingDependencyError } from '@plumbline/core';

/** The commands the cache needs: a client of `redis`, or one of your own. */
export interface RedisCommands {
  /** `PING`, `GET`, `SET`, `SCAN` and `UNLINK`, as arrays of words. Rejects when the server cannot be reached. */
  sendCommand(words: string[]): Promise<unknown>;
}

export interface OwnClient extends RedisCommands {
  /** Resolves when connected, or when the time is up. */
  connected(timeoutMs: number): Promise<void>;
  close(): void;
}

const MAX_RECONNECT_MS = 2000;

/**
 * A client that fails at once while the server is away, instead of keeping commands until it is back, and that comes back
 * by itself.
 *
 * @throws MissingDependencyError when `redis` is not installed
 */
export async function createOwnClient(url: string): Promise<OwnClient> {
  const { createClient } = await import('redis').catch((cause: unknown) => {
    throw new MissingDependencyError('The retrieval cache on a server', 'redis', { cause });
  });
  const reconnectStrategy = (retries: number) => Math.min(50 * 2 ** Math.min(retries, 10), MAX_RECONNECT_MS);
  const client = createClient({ url, disableOfflineQueue: true, socket: { connectTimeout: 1000, reconnectStrategy } });
  // Each command reports its own failure; without a listener the event would end the process.
  client.on('error', () => {});
  const connecting = client.connect().then(
    () => {},
    () => {},
  );
  return {
    sendCommand: (words) => client.sendCommand(words),
    connected: (timeoutMs) => Promise.race([connecting, timeUp(timeoutMs)]),
    close: () => client.destroy(),
  };
}

function timeUp(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
