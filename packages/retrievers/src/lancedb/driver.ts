import { MissingDependencyError } from '@plumbline/core';

/** The libraries below this adapter. */
export interface Driver {
  readonly lancedb: typeof import('@lancedb/lancedb');
  readonly arrow: typeof import('apache-arrow');
}

/**
 * Loads LanceDB and Arrow on first use: both are optional peers, and LanceDB brings 200 MB of native code.
 *
 * @throws MissingDependencyError when one is not installed
 */
export async function loadDriver(): Promise<Driver> {
  // One after the other: LanceDB requires Arrow, and Node refuses to require a module that is being imported.
  const lancedb = await import('@lancedb/lancedb').catch(missing('@lancedb/lancedb'));
  const arrow = await import('apache-arrow').catch(missing('apache-arrow'));
  return { lancedb, arrow };
}

function missing(name: string): (cause: unknown) => never {
  return (cause) => {
    throw new MissingDependencyError('The embedded index', name, { cause });
  };
}
