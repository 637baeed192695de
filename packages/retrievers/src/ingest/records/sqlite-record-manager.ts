import type { DatabaseSync } from 'node:sqlite';
import { type ListKeyOptions, RecordManager, type UpdateOptions } from '@langchain/core/indexing';
import type { Clock } from '@plumbline/core';
import { toIngestError } from '../storage-error.ts';
import { openIngestDatabase } from './ingest-database.ts';
import type { DocumentClaim, FileRecord, IngestRecords } from './ingest-records.ts';
import { lockRun } from './run-lock.ts';
import { SqliteFileRecords } from './sqlite-file-records.ts';
import { SqlitePassageRecords } from './sqlite-passage-records.ts';

export interface SqliteRecordManagerOptions {
  /** The database file, best inside of the index's folder, so that both go together; `:memory:` for tests. */
  readonly path: string;
  readonly clock: Clock;
}

/**
 * LangChain's record manager on `node:sqlite`, with what `ingest` remembers of files and documents. Groups are files. Its
 * time is epoch milliseconds that never stand still or go back, also across processes. Each method is one transaction,
 * on stable storage when it returns.
 *
 * @throws IngestError INCOMPATIBLE_RECORDS, DISK_FULL, WRITE_FAILED from the constructor and every method
 */
export class SqliteRecordManager extends RecordManager implements IngestRecords, Disposable {
  override lc_namespace = ['plumbline', 'recordmanagers', 'sqlite'];
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #passages: SqlitePassageRecords;
  readonly #files: SqliteFileRecords;

  constructor({ path, clock }: SqliteRecordManagerOptions) {
    super();
    this.#path = path;
    this.#database = openIngestDatabase(path);
    this.#passages = new SqlitePassageRecords(this.#database, clock);
    this.#files = new SqliteFileRecords(this.#database);
  }

  /** The constructor has done it. */
  async createSchema(): Promise<void> {}

  async getTime(): Promise<number> {
    return this.#guard(() => this.#passages.time());
  }

  async update(keys: string[], options: UpdateOptions = {}): Promise<void> {
    this.#write(() => this.#passages.update(keys, options));
  }

  async exists(keys: string[]): Promise<boolean[]> {
    return this.#guard(() => this.#passages.exists(keys));
  }

  async listKeys(options: ListKeyOptions = {}): Promise<string[]> {
    return this.#guard(() => this.#passages.list(options));
  }

  async deleteKeys(keys: string[]): Promise<void> {
    this.#write(() => this.#passages.delete(keys));
  }

  markUnsure(keys: readonly string[], fileOf?: (key: string) => string): void {
    this.#write(() => this.#passages.markUnsure(keys, fileOf));
  }

  getFile(path: string): FileRecord | undefined {
    return this.#guard(() => this.#files.get(path));
  }

  openFiles(paths: readonly string[]): void {
    this.#write(() => this.#files.open(paths));
  }

  completeFiles(files: readonly FileRecord[], since: number): void {
    this.#write(() => this.#files.complete(files, since));
  }

  listFiles(folder: string, options: { after?: string; limit: number }): FileRecord[] {
    return this.#guard(() => this.#files.list(folder, options));
  }

  removeFiles(paths: readonly string[]): void {
    this.#write(() => this.#files.remove(paths));
  }

  getClaim(docId: string): DocumentClaim | undefined {
    return this.#guard(() => this.#files.claim(docId));
  }

  putClaims(claims: readonly DocumentClaim[]): void {
    this.#write(() => {
      this.#files.putClaims(claims);
      // No later run may have the time of this one, or it would take these claims for its own.
      for (const { seenAt } of claims) this.#passages.advance(seenAt);
    });
  }

  isUnoptimised(): boolean {
    return this.#guard(() => this.#passages.state('unoptimised') === 1);
  }

  setUnoptimised(unoptimised: boolean): void {
    this.#write(() => this.#passages.setState('unoptimised', unoptimised ? 1 : 0));
  }

  lock(): Disposable {
    return lockRun(this.#path);
  }

  /** Closes the database. */
  [Symbol.dispose](): void {
    this.#database.close();
  }

  #write(action: () => void): void {
    this.#guard(() => {
      this.#database.exec('BEGIN IMMEDIATE');
      try {
        action();
        this.#database.exec('COMMIT');
      } catch (error) {
        if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  #guard<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw toIngestError(error, this.#path);
    }
  }
}
