/** A value that survives JSON. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/**
 * Where a record lives. Records of one partition are listed in code point order of `sort`. So that every store takes the
 * same keys: 1 to 2048 bytes of UTF-8 for `partition`, 1 to 1024 for `sort`, without NUL or half a surrogate pair.
 */
export interface RecordKey {
  readonly partition: string;
  readonly sort: string;
}

/**
 * A record as read. `version` starts at 1 and grows by 1 with every write of this key; a key that was deleted or has
 * expired starts again at 1.
 */
export interface StoredRecord<T extends JsonValue = JsonValue> extends RecordKey {
  readonly value: T;
  readonly version: number;
  /** Epoch milliseconds from which on the record is no longer seen. */
  readonly expiresAt?: number;
}

/** A condition on the record that is there now: its version, or that there is none. Absent: no condition. */
export type Expected = number | 'absent';

export interface PutWrite extends RecordKey {
  readonly value: JsonValue;
  readonly expected?: Expected;
  /** Epoch milliseconds. */
  readonly expiresAt?: number;
}

export interface DeleteWrite extends RecordKey {
  readonly delete: true;
  readonly expected?: Expected;
}

/** A condition without a write: the transaction fails when it does not hold. */
export interface CheckWrite extends RecordKey {
  readonly check: true;
  readonly expected: Expected;
}

export type RecordWrite = PutWrite | DeleteWrite | CheckWrite;

export interface ListOptions {
  /** Only records whose sort key begins with this. */
  readonly prefix?: string;
  /** Only records after this sort key (exclusive). */
  readonly after?: string;
  /** At most this many, 1 to 1000. Default: 100. */
  readonly limit?: number;
}

export interface RecordPage {
  readonly records: StoredRecord[];
  /** Pass as `after` for the next page; absent on the last one. */
  readonly next?: string;
}

/** The most writes one transaction may hold (DynamoDB's `TransactWriteItems`). */
export const MAX_TRANSACTION_WRITES = 100;

/**
 * Versioned records under `{ partition, sort }`. An expired record is as if deleted, also for conditions. An index is
 * an extra record written in the same transaction. Values are JSON; what comes back is a copy.
 *
 * @throws VersionConflictError when a condition does not hold; nothing is then written
 * @throws InvalidInputError for a key outside the limits of {@link RecordKey}, a value that is not JSON (undefined, NaN,
 *   a Date), a list limit, a transaction over the limit, or one that names a key twice
 * @throws RecordStoreError when the store itself fails: full, busy, unreadable, closed; nothing is then half-written
 */
export interface RecordStore {
  get(key: RecordKey): Promise<StoredRecord | undefined>;
  put(write: PutWrite): Promise<StoredRecord>;
  delete(key: RecordKey & { readonly expected?: Expected }): Promise<void>;
  list(partition: string, options?: ListOptions): Promise<RecordPage>;
  /** All or nothing, at most {@link MAX_TRANSACTION_WRITES} writes, each key once. */
  transact(writes: readonly RecordWrite[]): Promise<void>;
}
