import { IngestServiceError } from '../errors.ts';
import { localObjects } from './local-objects.ts';
import type { ObjectStore } from './object-store.ts';

/**
 * Asks S3 for its addresses, and this machine for paths.
 *
 * @param localFiles whether paths are answered at all: who may send a message shall not choose files of this machine
 */
export function routeObjects(s3: ObjectStore, localFiles: boolean): ObjectStore {
  const storeOf = (uri: string): ObjectStore => {
    if (uri.startsWith('s3://')) return s3;
    if (localFiles) return localObjects;
    throw new IngestServiceError(
      'INVALID_EVENT',
      `${uri} is a file of this machine: only a manifest that is one itself may name files.`,
    );
  };
  return {
    head: async (uri, versionId) => await storeOf(uri).head(uri, versionId),
    download: async (head, path, signal) => await storeOf(head.uri).download(head, path, signal),
    readText: async (uri) => await storeOf(uri).readText(uri),
    stream: async (uri) => await storeOf(uri).stream(uri),
  };
}
