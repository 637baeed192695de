import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Clock } from '../contracts/clock.ts';
import type { RecordKey, RecordStore } from '../contracts/record-store.ts';
import { type CheckedWrite, checkKey, checkList, checkPut, checkWrites, nextVersion } from './record-writes.ts';
import { openRecordDatabase } from './sqlite-database.ts';
import { toRecordStoreError } from './sqlite-error.ts';
import { type StoredRow, toPage, toRecord } from './stored-row.ts';

/** How many expired records a write frees on the way. */
const PURGED_PER_WRITE = 16;

export interface SqliteRecordStoreOptions {
  /** A file, whose folder exists, or `:memory:`. */
  readonly path: string;
  /** Tells what has expired. */
  readonly clock: Clock;
  /** How long a call waits for another process's write, in milliseconds. The process stands still meanwhile. Default: 5000. */
  readonly busyTimeoutMs?: number;
}

/** A record store in one SQLite file. Processes of one machine may share the file. */
export interface SqliteRecordStore extends RecordStore, Disposable {
  /** Frees all that has expired, which is unseen already. Resolves to the number of records freed. */
  purgeExpired(): Promise<number>;
  /** Closes the file. Every later call is refused. */
  close(): void;
}

/**
 * Opens a record store on SQLite (write-ahead log, every commit synced to disk). Calls work in this thread and block it
 * for the time of the write.
 *
 * @throws RecordStoreError when the file is no record store of this version or cannot be opened
 */
export function createSqliteRecordStore(options: SqliteRecordStoreOptions): SqliteRecordStore {
  const { path, clock, busyTimeoutMs = 5000 } = options;
  return createRecordStoreOn(openRecordDatabase({ path, busyTimeoutMs }), { path, clock });
}

/** @param database an open database with the schema of {@link openRecordDatabase} */
export function createRecordStoreOn(
  database: DatabaseSync,
  { path, clock }: { path: string; clock: Clock },
): SqliteRecordStore {
  const statements = prepareStatements(database);

  const named = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      throw toRecordStoreError(error, path);
    }
  };
  const find = ({ partition, sort }: RecordKey): StoredRow | undefined => {
    const row = statements.get.get(partition, sort, clock());
    return row && toStoredRow(row);
  };
  const apply = (write: CheckedWrite): number => {
    const { partition, sort } = write;
    const version = nextVersion(write, find(write)?.version);
    if (write.kind === 'put') statements.put.run(partition, sort, write.json, version, write.expiresAt ?? null);
    if (write.kind === 'delete') statements.delete.run(partition, sort);
    return version;
  };
  const commit = (writes: readonly CheckedWrite[]): number[] =>
    named(() => {
      database.exec('BEGIN IMMEDIATE');
      try {
        const versions = writes.map(apply);
        statements.purge.run(clock(), PURGED_PER_WRITE);
        database.exec('COMMIT');
        return versions;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    });
  const close = (): void => {
    if (database.isOpen) database.close();
  };

  return {
    async get(key) {
      checkKey(key);
      const row = named(() => find(key));
      return row && toRecord(row);
    },
    async put(write) {
      const checked = checkPut(write);
      const [version = 1] = commit([checked]);
      return toRecord({ ...checked, version });
    },
    async delete(key) {
      commit(checkWrites([{ ...key, delete: true }]));
    },
    async list(partition, options) {
      const { limit, prefix, start } = checkList(partition, options);
      return named(() => {
        const found: StoredRow[] = [];
        for (const row of statements.list.iterate(partition, start, options?.after ?? '', clock(), limit + 1)) {
          const stored = toStoredRow(row);
          if (!stored.sort.startsWith(prefix)) break;
          found.push(stored);
        }
        return toPage(found, limit);
      });
    },
    async transact(writes) {
      commit(checkWrites(writes));
    },
    async purgeExpired() {
      return named(() => Number(statements.purge.run(clock(), -1).changes));
    },
    close,
    [Symbol.dispose]: close,
  };
}

function prepareStatements(database: DatabaseSync) {
  const columns = 'partition, sort, value, version, expires_at';
  const live = '(expires_at IS NULL OR expires_at > ?)';
  return {
    get: database.prepare(`SELECT ${columns} FROM records WHERE partition = ? AND sort = ? AND ${live}`),
    put: database.prepare(`
      INSERT INTO records (${columns}) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (partition, sort)
      DO UPDATE SET value = excluded.value, version = excluded.version, expires_at = excluded.expires_at`),
    delete: database.prepare('DELETE FROM records WHERE partition = ? AND sort = ?'),
    list: database.prepare(`
      SELECT ${columns} FROM records
      WHERE partition = ? AND sort >= ? AND sort <> ? AND ${live} ORDER BY sort LIMIT ?`),
    purge: database.prepare(`
      DELETE FROM records WHERE rowid IN (SELECT rowid FROM records WHERE expires_at <= ? LIMIT ?)`),
  };
}

function toStoredRow(row: Record<string, SQLOutputValue>): StoredRow {
  const { partition, sort, value, version, expires_at: expiresAt } = row;
  return {
    partition: String(partition),
    sort: String(sort),
    json: String(value),
    version: Number(version),
    expiresAt: expiresAt === null ? undefined : Number(expiresAt),
  };
}
