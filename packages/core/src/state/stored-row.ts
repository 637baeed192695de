import type { JsonValue, RecordPage, StoredRecord } from '../contracts/record-store.ts';

/** A record as a store keeps it: the value as JSON text, so that every read is a copy. */
export interface StoredRow {
  readonly partition: string;
  readonly sort: string;
  readonly json: string;
  readonly version: number;
  readonly expiresAt?: number | null | undefined;
}

/** A record is seen until its `expiresAt`, exclusive. */
export function isLive({ expiresAt }: StoredRow, now: number): boolean {
  return expiresAt === undefined || expiresAt === null || expiresAt > now;
}

export function toRecord({ partition, sort, json, version, expiresAt }: StoredRow): StoredRecord {
  const value: JsonValue = JSON.parse(json);
  return { partition, sort, value, version, ...(typeof expiresAt === 'number' && { expiresAt }) };
}

/**
 * Makes a page of rows that come in order.
 *
 * @param rows at least one more than `limit` when there are more
 */
export function toPage(rows: readonly StoredRow[], limit: number): RecordPage {
  const records = rows.slice(0, limit).map(toRecord);
  const last = records.at(-1);
  return rows.length > limit && last !== undefined ? { records, next: last.sort } : { records };
}
