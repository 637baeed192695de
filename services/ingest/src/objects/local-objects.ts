import { createReadStream } from 'node:fs';
import { copyFile, readFile, stat } from 'node:fs/promises';
import { IngestServiceError } from '../errors.ts';
import { MAX_TEXT_BYTES, type ObjectHead, type ObjectStore } from './object-store.ts';

/** Files of this machine, under their absolute paths. */
export const localObjects: ObjectStore = {
  async head(path): Promise<ObjectHead | undefined> {
    const found = await statIfThere(path);
    if (found === undefined) return undefined;
    return { uri: path, ...found, version: `${found.modifiedMs}-${found.size}`, labels: {} };
  },
  async download({ uri, size, modifiedMs }, path) {
    // A copy, so that what is read cannot change halfway through.
    await copyFile(uri, path).catch((error: unknown) => {
      throw toFileError(error, uri);
    });
    const now = await statIfThere(uri);
    if (now === undefined) return false;
    if (now.size === size && now.modifiedMs === modifiedMs) return true;
    throw new IngestServiceError('OBJECT_CHANGED', `${uri} was changed while it was being read.`, { retryable: true });
  },
  async readText(path) {
    const found = await statIfThere(path);
    if (found === undefined) return undefined;
    if (found.size > MAX_TEXT_BYTES) {
      throw new IngestServiceError(
        'TOO_LARGE',
        `${path} is longer than the ${MAX_TEXT_BYTES} bytes of a file of labels.`,
      );
    }
    return await readFile(path, 'utf8').catch((error: unknown) => {
      throw toFileError(error, path);
    });
  },
  async stream(path) {
    return (await statIfThere(path)) === undefined ? undefined : createReadStream(path);
  },
};

async function statIfThere(path: string): Promise<{ size: number; modifiedMs: number } | undefined> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { size, modifiedMs: mtimeMs };
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw toFileError(error, path);
  }
}

function toFileError(error: unknown, path: string): IngestServiceError {
  const code = codeOf(error);
  const kind = code === 'EACCES' || code === 'EPERM' ? 'ACCESS_DENIED' : 'OBJECT_UNAVAILABLE';
  return new IngestServiceError(kind, `${path} cannot be read now (${code}).`, { cause: error, retryable: true });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}
