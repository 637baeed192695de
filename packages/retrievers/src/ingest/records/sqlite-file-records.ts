import { sep } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { z } from 'zod';
import type { DocumentClaim, FileRecord } from './ingest-records.ts';

const fileRow = z
  .object({ path: z.string(), fingerprint: z.string().nullable(), documents: z.number(), passages: z.number() })
  .transform(({ fingerprint, ...row }): FileRecord => (fingerprint === null ? row : { ...row, fingerprint }));

const claimRow = z
  .object({ doc_id: z.string(), file: z.string(), seen_at: z.number(), next_chunk: z.number() })
  .transform(
    (row): DocumentClaim => ({
      docId: row.doc_id,
      file: row.file,
      seenAt: row.seen_at,
      nextChunk: row.next_chunk,
    }),
  );

/** The statements behind the records of files and documents. The caller opens transactions. */
export class SqliteFileRecords {
  readonly #get: StatementSync;
  readonly #open: StatementSync;
  readonly #complete: StatementSync;
  readonly #forget: StatementSync;
  readonly #list: StatementSync;
  readonly #remove: StatementSync;
  readonly #claim: StatementSync;
  readonly #putClaim: StatementSync;

  constructor(database: DatabaseSync) {
    this.#get = database.prepare('SELECT * FROM files WHERE path = ?');
    this.#open = database.prepare(
      `INSERT INTO files (path, fingerprint, documents, passages) VALUES (?, NULL, 0, 0)
       ON CONFLICT (path) DO UPDATE SET fingerprint = NULL`,
    );
    this.#complete = database.prepare(
      'INSERT OR REPLACE INTO files (path, fingerprint, documents, passages) VALUES (?, ?, ?, ?)',
    );
    this.#forget = database.prepare('DELETE FROM documents WHERE file = ? AND seen_at < ?');
    this.#list = database.prepare('SELECT * FROM files WHERE path > ? AND path < ? ORDER BY path LIMIT ?');
    this.#remove = database.prepare('DELETE FROM files WHERE path = ?');
    this.#claim = database.prepare('SELECT * FROM documents WHERE doc_id = ?');
    this.#putClaim = database.prepare(
      'INSERT OR REPLACE INTO documents (doc_id, file, seen_at, next_chunk) VALUES (?, ?, ?, ?)',
    );
  }

  get(path: string): FileRecord | undefined {
    const row = this.#get.get(path);
    return row === undefined ? undefined : fileRow.parse(row);
  }

  open(paths: readonly string[]): void {
    for (const path of paths) this.#open.run(path);
  }

  complete(files: readonly FileRecord[], since: number): void {
    for (const { path, fingerprint, documents, passages } of files) {
      this.#complete.run(path, fingerprint ?? null, documents, passages);
      this.#forget.run(path, since);
    }
  }

  list(folder: string, { after, limit }: { after?: string; limit: number }): FileRecord[] {
    const stem = folder.endsWith(sep) ? folder : folder + sep;
    const end = stem.slice(0, -1) + String.fromCharCode(stem.charCodeAt(stem.length - 1) + 1);
    return this.#list.all(after ?? stem, end, limit).map((row) => fileRow.parse(row));
  }

  remove(paths: readonly string[]): void {
    for (const path of paths) {
      this.#remove.run(path);
      this.#forget.run(path, Number.MAX_SAFE_INTEGER);
    }
  }

  claim(docId: string): DocumentClaim | undefined {
    const row = this.#claim.get(docId);
    return row === undefined ? undefined : claimRow.parse(row);
  }

  putClaims(claims: readonly DocumentClaim[]): void {
    for (const { docId, file, seenAt, nextChunk } of claims) this.#putClaim.run(docId, file, seenAt, nextChunk);
  }
}
