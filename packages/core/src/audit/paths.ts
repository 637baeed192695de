import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const SUFFIX = '.jsonl';

/** The file of a chain. */
export function chainPath(directory: string, chain: string): string {
  return join(directory, `${chain}${SUFFIX}`);
}

/** The file whose lock the writer of a chain holds. */
export function lockPath(directory: string, chain: string): string {
  return join(directory, `${chain}.lock`);
}

/** The chains that have a file in a folder; none when there is no folder. */
export async function listChainFiles(directory: string): Promise<string[]> {
  try {
    const names = await readdir(directory);
    return names.filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
