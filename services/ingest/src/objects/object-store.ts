/** What is known of an object without reading it. */
export interface ObjectHead {
  readonly uri: string;
  /** Bytes. */
  readonly size: number;
  /** Epoch milliseconds of the last change. */
  readonly modifiedMs: number;
  /** Tells one state of the object from another: its tag, or time and size of a file. */
  readonly version: string;
  /** The version that was asked for. */
  readonly versionId?: string;
  /** Labels on the object itself. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Where objects are. `undefined` says for certain that there is none; whatever leaves that open is an error.
 *
 * @throws IngestServiceError OBJECT_UNAVAILABLE and OBJECT_CHANGED (retryable), ACCESS_DENIED, OBJECT_ARCHIVED
 */
export interface ObjectStore {
  head(uri: string, versionId?: string): Promise<ObjectHead | undefined>;
  /** Writes the object to a file, whole. `false` when it is gone since. */
  download(head: ObjectHead, path: string, signal?: AbortSignal): Promise<boolean>;
  /** A small text, such as a file of labels. */
  readText(uri: string): Promise<string | undefined>;
  /** The bytes of a manifest, as they come. */
  stream(uri: string): Promise<AsyncIterable<Uint8Array> | undefined>;
}

/** Bytes of the longest file of labels. */
export const MAX_TEXT_BYTES = 64 * 1024;
