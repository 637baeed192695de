import { DatabaseSync } from 'node:sqlite';
import { RecordStoreError } from '../contracts/errors.ts';
import { toRecordStoreError } from './sqlite-error.ts';

/** Written into the header of the file, so that another program's database is not mistaken for ours. */
const APPLICATION_ID = 0x506c4d42;
const SCHEMA_VERSION = 1;

const SCHEMA = `
  CREATE TABLE records (
    partition  TEXT NOT NULL,
    sort       TEXT NOT NULL,
    value      TEXT NOT NULL,
    version    INTEGER NOT NULL,
    expires_at INTEGER,
    PRIMARY KEY (partition, sort)
  ) STRICT;
  CREATE INDEX records_by_expiry ON records (expires_at) WHERE expires_at IS NOT NULL;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

export interface RecordDatabaseOptions {
  readonly path: string;
  readonly busyTimeoutMs: number;
}

/**
 * Opens the database of a record store, and creates it in an empty or absent file.
 *
 * @throws RecordStoreError when the file is something else, of another version, or cannot be opened
 */
export function openRecordDatabase({ path, busyTimeoutMs }: RecordDatabaseOptions): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: busyTimeoutMs });
    createSchema(database, path);
    // Readers go on while one writes; a commit is on stable storage before it returns.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    return database;
  } catch (error) {
    database?.close();
    throw toRecordStoreError(error, path);
  }
}

/** Several processes may open a new file at once: looks in one snapshot, and again under the write lock. */
function createSchema(database: DatabaseSync, path: string): void {
  database.exec('BEGIN');
  const exists = isOurs(database, path);
  database.exec('COMMIT');
  if (exists) return;
  database.exec('BEGIN IMMEDIATE');
  if (!isOurs(database, path)) database.exec(SCHEMA);
  database.exec('COMMIT');
}

/** @returns false for an empty database */
function isOurs(database: DatabaseSync, path: string): boolean {
  const read = (sql: string): unknown => Object.values(database.prepare(sql).get() ?? {})[0];
  const application = read('PRAGMA application_id');
  if (application === 0 && read('SELECT count(*) FROM sqlite_schema') === 0) return false;
  if (application !== APPLICATION_ID) {
    throw new RecordStoreError(`${path} is the database of another program; give the path of another file.`);
  }
  const version = read('PRAGMA user_version');
  if (version !== SCHEMA_VERSION) {
    throw new RecordStoreError(
      `${path} has version ${version} of the record store, this release reads version ${SCHEMA_VERSION}; use the release that wrote it, or another file.`,
    );
  }
  return true;
}
