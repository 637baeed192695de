import { MissingDependencyError } from '@plumbline/core';

/**
 * Loads an optional library when it is needed first.
 *
 * @throws MissingDependencyError when it is not installed; other errors of loading it as they are
 */
export async function loadOptional<T>(load: () => Promise<T>, feature: string, packageName: string): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (isNotFound(cause)) throw new MissingDependencyError(feature, packageName, { cause });
    throw cause;
  }
}

function isNotFound(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}
