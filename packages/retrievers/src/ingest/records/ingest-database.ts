import { DatabaseSync } from 'node:sqlite';
import { IngestError } from '../ingest-error.ts';
import { toIngestError } from '../storage-error.ts';

/** Written into the header of the file, so that another program's database is not mistaken for ours. */
const APPLICATION_ID = 0x506c496e;
const SCHEMA_VERSION = 1;

const SCHEMA = `
  CREATE TABLE passages (
    key        TEXT PRIMARY KEY,
    file       TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    sure       INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX passages_by_file ON passages (file, updated_at);
  CREATE TABLE files (
    path        TEXT PRIMARY KEY,
    fingerprint TEXT,
    documents   INTEGER NOT NULL,
    passages    INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE documents (
    doc_id     TEXT PRIMARY KEY,
    file       TEXT NOT NULL,
    seen_at    INTEGER NOT NULL,
    next_chunk INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX documents_by_file ON documents (file);
  CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * Opens the database that remembers what was ingested; creates it in an empty or absent file.
 *
 * @throws IngestError INCOMPATIBLE_RECORDS for another program's file or another version, DISK_FULL, WRITE_FAILED
 */
export function openIngestDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 5000 });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE');
    if (!isOurs(database, path)) database.exec(SCHEMA);
    database.exec('COMMIT');
    return database;
  } catch (error) {
    database?.close();
    throw toIngestError(error, path);
  }
}

/** @returns false for an empty database */
function isOurs(database: DatabaseSync, path: string): boolean {
  const read = (sql: string): unknown => Object.values(database.prepare(sql).get() ?? {})[0];
  const application = read('PRAGMA application_id');
  if (application === 0 && read('SELECT count(*) FROM sqlite_schema') === 0) return false;
  const version = read('PRAGMA user_version');
  if (application === APPLICATION_ID && version === SCHEMA_VERSION) return true;
  const what =
    application === APPLICATION_ID
      ? `holds records of version ${version}, and this release reads version ${SCHEMA_VERSION}`
      : 'is the database of another program';
  throw new IngestError({
    code: 'INCOMPATIBLE_RECORDS',
    message: `${path} ${what}`,
    fix: 'Remove it together with its index and ingest again, or give another path.',
  });
}
