import { DatabaseSync } from 'node:sqlite';
import { GraphQueryError } from '../errors.ts';
import { EDGE_FIELDS, type FieldKind, NODE_FIELDS } from '../schema.ts';

/** Written into the header of the file, so that another program's database is not mistaken for ours. */
const APPLICATION_ID = 0x506c4772;
const SCHEMA_VERSION = 1;

/** `steps` holds each edge twice, as seen from either end, so that every move is one look-up. */
const SCHEMA = `
  CREATE TABLE nodes (label TEXT NOT NULL, ${columns(NODE_FIELDS)}) STRICT;
  CREATE TABLE edges (label TEXT NOT NULL, "from" TEXT NOT NULL, "to" TEXT NOT NULL, ${columns(EDGE_FIELDS)}) STRICT;
  CREATE TABLE steps (
    node TEXT NOT NULL, direction TEXT NOT NULL, label TEXT NOT NULL, edge TEXT NOT NULL, other TEXT NOT NULL
  ) STRICT;
  CREATE INDEX steps_of_node ON steps (node, direction, label);
  CREATE INDEX steps_of_edge ON steps (edge);
  ${['ticker', 'cusip', 'isin', 'sedol', 'name', 'shortName'].map((field) => `CREATE INDEX nodes_by_${field} ON nodes ("${field}");`).join('\n')}
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * Opens the database of a graph, and creates it in an empty or absent file.
 *
 * @throws GraphQueryError when the file is something else, of another version, or cannot be opened
 */
export function openGraphDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 5000 });
    database.exec('BEGIN IMMEDIATE');
    if (!isOurs(database, path)) database.exec(SCHEMA);
    database.exec('COMMIT');
    database.exec('PRAGMA journal_mode = WAL;');
    return database;
  } catch (error) {
    database?.close();
    throw toGraphError(error, path);
  }
}

/** Says which file failed and why; errors of ours pass through. */
export function toGraphError(error: unknown, path: string): unknown {
  const isSqlite = error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
  return isSqlite ? new GraphQueryError(path, error.message, error) : error;
}

/** @returns false for an empty database */
function isOurs(database: DatabaseSync, path: string): boolean {
  const read = (sql: string): unknown => Object.values(database.prepare(sql).get() ?? {})[0];
  const application = read('PRAGMA application_id');
  if (application === 0 && read('SELECT count(*) FROM sqlite_schema') === 0) return false;
  if (application !== APPLICATION_ID) {
    throw new GraphQueryError(path, 'it is the database of another program; give the path of another file');
  }
  const version = read('PRAGMA user_version');
  if (version === SCHEMA_VERSION) return true;
  throw new GraphQueryError(
    path,
    `it has version ${version} of the graph, this release reads version ${SCHEMA_VERSION}; load the graph into another file`,
  );
}

function columns(fields: Readonly<Record<string, FieldKind>>): string {
  return Object.entries(fields)
    .map(([name, kind]) => {
      const type = kind === 'number' ? 'REAL' : 'TEXT';
      return name === 'id' ? '"id" TEXT PRIMARY KEY' : `"${name}" ${type}`;
    })
    .join(', ');
}
