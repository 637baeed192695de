import type { TokenCounter } from '../chunk/token-counter.ts';
import type { IngestOptions } from '../ingest.ts';
import { failureOf, type IngestFailure, type IngestReport } from '../report.ts';
import { type CollectedFiles, collectFiles, type FoundFile } from '../source/collect-files.ts';
import { fileSource, isFilePresent } from '../source/ingest-source.ts';
import { isUnder } from '../source/is-under.ts';
import { BatchWriter } from './batch-writer.ts';
import { FileReader } from './file-reader.ts';
import { storing, WriteError } from './write-error.ts';

const FILES_PER_SWEEP = 500;
const PASSAGES_PER_REPORT = 256;
/** A file of a million bad lines shall not make a report of a million entries. */
const FAILURES_PER_FILE = 50;

export interface IngestRunParts {
  readonly counter: TokenCounter;
  readonly startedAt: number;
}

/** One run of `ingest`. */
export class IngestRun {
  readonly #options: IngestOptions;
  readonly #writer: BatchWriter;
  readonly #reader: FileReader;
  readonly #failures: IngestFailure[] = [];
  readonly #notes: string[] = [];
  readonly #failuresOf = new Map<string, number>();
  readonly #totals = { unchangedFiles: 0, removedFiles: 0, documents: 0, tokens: 0 };
  readonly #progress = { done: 0, total: 0, bytes: 0, passages: 0, file: '' };

  constructor(options: IngestOptions, { counter, startedAt }: IngestRunParts) {
    this.#options = options;
    const { index, recordManager, defaults, maxTokens, signal } = options;
    this.#writer = new BatchWriter({ index, records: recordManager, startedAt });
    this.#reader = new FileReader({
      writer: this.#writer,
      counter,
      startedAt,
      defaults,
      ...(maxTokens === undefined ? {} : { maxTokens }),
      ...(signal === undefined ? {} : { signal }),
      isPresent: isFilePresent,
      onFailure: (file, error) => this.#fail(file, error),
      onNote: (file, note) => this.#notes.push(`${file}: ${note}`),
      onPassage: (tokens) => this.#countPassage(tokens),
    });
  }

  async run(): Promise<IngestReport> {
    const found = await collectFiles(this.#options.sources);
    this.#failures.push(...found.refused.map(({ path, error }) => failureOf(path, error)));
    this.#notes.push(...found.notes);
    this.#progress.total = found.files.length;
    const complete = await this.#bringUpToDate(found);
    this.#report();
    for (const [file, count] of this.#failuresOf) {
      const unsaid = count - FAILURES_PER_FILE;
      if (unsaid > 0) this.#notes.push(`${file}: ${unsaid} more failures are not listed.`);
    }
    return {
      files: found.files.length,
      ...this.#totals,
      passages: this.#writer.counts,
      bytes: found.files.reduce((sum, { size }) => sum + size, 0),
      complete,
      failures: this.#failures,
      notes: this.#notes,
    };
  }

  /** @returns false when the index or the records could not be written */
  async #bringUpToDate(found: CollectedFiles): Promise<boolean> {
    try {
      for (const file of found.files) await this.#ingestFile(file);
      await storing(() => this.#writer.flush());
      await this.#removeGone(found);
      await storing(() => this.#optimise());
      return true;
    } catch (error) {
      await this.#writer.abandon();
      if (!(error instanceof WriteError)) throw error;
      this.#failures.push(failureOf(this.#progress.file, error.reason));
      return false;
    }
  }

  async #ingestFile(file: FoundFile): Promise<void> {
    this.#options.signal?.throwIfAborted();
    this.#progress.file = file.path;
    this.#report();
    const known = await storing(() => this.#options.recordManager.getFile(file.path));
    const work = await this.#reader.read(fileSource(file), (fingerprint) => {
      if (known?.fingerprint !== fingerprint) return false;
      this.#totals.unchangedFiles++;
      this.#totals.documents += known.documents;
      this.#writer.counts.skipped += known.passages;
      return true;
    });
    this.#totals.documents += work?.documents ?? 0;
    this.#progress.done++;
    this.#progress.bytes += file.size;
  }

  /** Takes out files of earlier runs that lay below the folders and do so no more. */
  async #removeGone({ files, folders, refused }: CollectedFiles): Promise<void> {
    const present = new Set(files.map(({ path }) => path));
    const isGone = (path: string) => !present.has(path) && !refused.some((other) => isUnder(path, other.path));
    for (const folder of folders) {
      let after: string | undefined;
      do {
        const page = await this.#options.recordManager.listFiles(folder, {
          limit: FILES_PER_SWEEP,
          ...(after === undefined ? {} : { after }),
        });
        const gone = page.map(({ path }) => path).filter(isGone);
        if (gone.length > 0) await storing(() => this.#writer.remove(gone));
        this.#totals.removedFiles += gone.length;
        after = page.length < FILES_PER_SWEEP ? undefined : page.at(-1)?.path;
      } while (after !== undefined);
    }
  }

  async #optimise(): Promise<void> {
    const { index, recordManager } = this.#options;
    if (!(await recordManager.isUnoptimised())) return;
    await index.optimise();
    await recordManager.setUnoptimised(false);
  }

  #fail(file: string, error: unknown): void {
    const count = (this.#failuresOf.get(file) ?? 0) + 1;
    this.#failuresOf.set(file, count);
    if (count <= FAILURES_PER_FILE) this.#failures.push(failureOf(file, error));
  }

  #countPassage(tokens: number): void {
    this.#totals.tokens += tokens;
    this.#progress.passages++;
    if (this.#progress.passages % PASSAGES_PER_REPORT === 0) this.#report();
  }

  #report(): void {
    this.#options.onProgress?.({ ...this.#progress });
  }
}
