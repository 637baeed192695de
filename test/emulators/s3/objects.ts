import { createHash } from 'node:crypto';

/** An object as it was put. */
export interface S3Object {
  readonly body: Uint8Array;
  readonly etag: string;
  readonly versionId: string;
  readonly lastModified: Date;
  /** Without the `x-amz-meta-` before each name. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface PutOptions {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly lastModified?: Date;
}

/** What the emulated buckets hold, every version of it. */
export interface S3Objects {
  /** Puts a new version and names it. */
  put(bucket: string, key: string, body: string | Uint8Array, options?: PutOptions): S3Object;
  /** Puts a delete marker. */
  remove(bucket: string, key: string): void;
  get(bucket: string, key: string, versionId?: string): S3Object | undefined;
  /** Keys with their current objects, in order of their bytes; `undefined` for an unknown bucket. */
  list(bucket: string): { key: string; object: S3Object }[] | undefined;
}

interface Versions {
  readonly all: Map<string, S3Object>;
  current: S3Object | undefined;
}

export function createS3Objects(buckets: readonly string[]): S3Objects {
  const byBucket = new Map(buckets.map((bucket) => [bucket, new Map<string, Versions>()]));
  let versions = 0;
  const find = (bucket: string, key: string) => byBucket.get(bucket)?.get(key);
  return {
    put(bucket, key, content, { metadata = {}, lastModified = new Date(Date.UTC(2024, 0, 1) + versions * 1000) } = {}) {
      const keys = byBucket.get(bucket);
      if (keys === undefined) throw new Error(`There is no bucket ${bucket}.`);
      const body = typeof content === 'string' ? Buffer.from(content) : content;
      const etag = `"${createHash('md5').update(body).digest('hex')}"`;
      versions += 1;
      const object = { body, etag, versionId: `v${versions}`, lastModified, metadata };
      const entry = keys.get(key) ?? { all: new Map(), current: undefined };
      entry.all.set(object.versionId, object);
      entry.current = object;
      keys.set(key, entry);
      return object;
    },
    remove(bucket, key) {
      const entry = find(bucket, key);
      if (entry !== undefined) entry.current = undefined;
    },
    get(bucket, key, versionId) {
      const entry = find(bucket, key);
      return versionId === undefined ? entry?.current : entry?.all.get(versionId);
    },
    list(bucket) {
      const keys = byBucket.get(bucket);
      if (keys === undefined) return undefined;
      return [...keys]
        .flatMap(([key, { current }]) => (current === undefined ? [] : [{ key, object: current }]))
        .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
    },
  };
}
