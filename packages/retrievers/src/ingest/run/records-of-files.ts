import { RecordManager } from '@langchain/core/indexing';
import type { SourceRecords } from '../records/ingest-records.ts';

export interface FilesScope {
  /** The time of the run: index() takes what was not updated since for stale. */
  readonly startedAt: number;
  /** The files whose keys are listed. */
  readonly files: readonly string[];
}

/**
 * The records as LangChain's `index()` may see them in one of its many calls during a run: its time is that of the whole
 * run, and only keys of some files are listed. So its clean-up keeps what earlier calls of the run wrote, and never
 * touches what came from elsewhere.
 */
export function recordsOfFiles(records: SourceRecords, { startedAt, files }: FilesScope): RecordManager {
  return new ScopedRecords(records, startedAt, files);
}

class ScopedRecords extends RecordManager {
  override lc_namespace = ['plumbline', 'recordmanagers', 'scoped'];
  readonly #records: SourceRecords;
  readonly #startedAt: number;
  readonly #files: readonly string[];

  constructor(records: SourceRecords, startedAt: number, files: readonly string[]) {
    super();
    this.#records = records;
    this.#startedAt = startedAt;
    this.#files = files;
  }

  createSchema(): Promise<void> {
    return this.#records.createSchema();
  }

  async getTime(): Promise<number> {
    return this.#startedAt;
  }

  update(keys: string[], options: Parameters<RecordManager['update']>[1] = {}): Promise<void> {
    return this.#records.update(keys, options);
  }

  exists(keys: string[]): Promise<boolean[]> {
    return this.#records.exists(keys);
  }

  listKeys(options: Parameters<RecordManager['listKeys']>[0] = {}): Promise<string[]> {
    return this.#records.listKeys({ ...options, groupIds: [...this.#files] });
  }

  deleteKeys(keys: string[]): Promise<void> {
    return this.#records.deleteKeys(keys);
  }
}
