import { MissingDependencyError } from '@plumbline/core';

/** What is used of a session of `neo4j-driver`. */
export interface BoltSession {
  run(
    text: string,
    parameters: Readonly<Record<string, unknown>>,
    config: { timeout?: number },
  ): PromiseLike<{ readonly records: readonly { toObject(): object }[] }>;
  close(): Promise<void>;
}

/** What is used of a driver of `neo4j-driver`; one of the caller's own may be given in its place. */
export interface BoltDriver {
  session(config: { defaultAccessMode: 'READ' | 'WRITE' }): BoltSession;
  close(): Promise<void>;
}

/** How the server knows who connects: for Neptune a signed request. */
export interface BoltToken {
  readonly scheme: 'basic';
  readonly realm: string;
  readonly principal: string;
  readonly credentials: string;
}

/** Opens a driver; it connects when first used. */
export type OpenDriver = (target: { url: string; token: BoltToken | undefined }) => Promise<BoltDriver>;

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Opens a driver of `neo4j-driver` 4.4, the one line that offers Bolt 4.0, the version Neptune's documentation names
 * (docs/decisions/0005).
 *
 * @throws MissingDependencyError when the package is not installed
 */
export const openDriver: OpenDriver = async ({ url, token }) => {
  const { default: neo4j } = await import('neo4j-driver').catch((cause: unknown) => {
    throw new MissingDependencyError('The graph on Neptune', 'neo4j-driver@4.4', { cause });
  });
  return neo4j.driver(url, token ?? neo4j.auth.basic('', ''), {
    disableLosslessIntegers: true,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    connectionAcquisitionTimeout: CONNECT_TIMEOUT_MS,
  });
};
