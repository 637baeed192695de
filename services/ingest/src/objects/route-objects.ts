import { IngestServiceError } from '../errors.ts';
import { localObjects } from './local-objects.ts';
import type { ObjectStore } from './object-store.ts';

/** Asks S3 for its addresses, and this machine for paths. @param s3 absent: addresses of S3 are refused */
export function routeObjects(s3: ObjectStore | undefined): ObjectStore {
  const storeOf = (uri: string): ObjectStore => {
    if (!uri.startsWith('s3://')) return localObjects;
    if (s3 !== undefined) return s3;
    throw new IngestServiceError('INVALID_CONFIGURATION', `${uri} lies in S3, and no client of S3 is configured.`, {
      retryable: true,
    });
  };
  return {
    head: async (uri, versionId) => await storeOf(uri).head(uri, versionId),
    download: async (head, path, signal) => await storeOf(head.uri).download(head, path, signal),
    readText: async (uri) => await storeOf(uri).readText(uri),
    stream: async (uri) => await storeOf(uri).stream(uri),
  };
}
