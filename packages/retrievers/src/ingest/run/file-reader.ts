import type { TokenCounter } from '../chunk/token-counter.ts';
import { IngestError } from '../ingest-error.ts';
import type { LabelDefaults } from '../labels/document-labels.ts';
import type { Loader } from '../loaders/loader.ts';
import { LOADERS, loaderFor } from '../loaders.ts';
import { fileHash } from '../source/file-hash.ts';
import type { IngestSource, SourceLabels } from '../source/ingest-source.ts';
import type { BatchWriter } from './batch-writer.ts';
import { DocumentReader, type InspectDocument } from './document-reader.ts';
import { type FileWork, fileWork } from './file-work.ts';
import { fingerprintOf } from './fingerprint.ts';
import { storing, WriteError } from './write-error.ts';

export interface FileReaderOptions {
  readonly writer: BatchWriter;
  readonly counter: TokenCounter;
  /** The time of the run. */
  readonly startedAt: number;
  readonly defaults: LabelDefaults;
  readonly maxTokens?: number;
  readonly signal?: AbortSignal;
  /** Whether the source that an earlier run took a document from is still there. */
  readonly isPresent: (path: string) => Promise<boolean>;
  readonly inspect?: InspectDocument;
  readonly onFailure: (file: string, error: unknown) => void;
  readonly onNote: (file: string, note: string) => void;
  /** Called for every passage, with its tokens. */
  readonly onPassage: (tokens: number) => void;
}

/** Reads one source after the other into the writer. */
export class FileReader {
  readonly #options: FileReaderOptions;
  readonly #documents: DocumentReader;

  constructor(options: FileReaderOptions) {
    this.#options = options;
    this.#documents = new DocumentReader(options);
  }

  /**
   * @param isKnown whether all of the file is in the index already, by its fingerprint
   * @returns what was read; `undefined` when nothing had to be or could be
   */
  async read(file: IngestSource, isKnown: (fingerprint: string) => boolean): Promise<FileWork | undefined> {
    let work = fileWork(file.path, '');
    try {
      const loader = usableLoader(file);
      const contentHash = await fileHash(file, loader.isText);
      const sidecar = await file.labels();
      const { defaults, maxTokens } = this.#options;
      const fingerprint = fingerprintOf({ contentHash, sidecar: sidecar.text, loader, defaults, maxTokens });
      if (await storing(() => isKnown(fingerprint))) return undefined;
      work = fileWork(file.path, fingerprint);
      await this.#load(file, loader, sidecar, work);
      this.#options.writer.finish(work);
      return work;
    } catch (error) {
      if (error instanceof WriteError || this.#options.signal?.aborted === true) throw error;
      this.#options.onFailure(file.path, error);
      await this.#giveUp(work, error);
      return undefined;
    }
  }

  async #load(file: IngestSource, loader: Loader, sidecar: SourceLabels, work: FileWork): Promise<void> {
    for await (const raw of loader.load(file)) {
      await this.#documents.read(raw, { file, work, sidecar: sidecar.metadata });
    }
    await file.refuseChanged();
    if (work.passages > 0 || work.partial) return;
    throw new IngestError({
      code: 'EMPTY',
      message: 'there is no text in it',
      fix: 'Check that it was saved and copied whole; remove it if it is meant to be empty.',
    });
  }

  /** What the index holds from before stays, unless it is no longer known who may read it. */
  async #giveUp(work: FileWork, error: unknown): Promise<void> {
    const { writer } = this.#options;
    await storing(() => writer.discard(work));
    const isLabels = error instanceof IngestError && ['INVALID_LABELS', 'INVALID_METADATA'].includes(error.code);
    if (isLabels) writer.finish({ ...fileWork(work.path, ''), partial: true });
  }
}

function usableLoader({ name, size }: IngestSource): Loader {
  const loader = loaderFor(name);
  if (loader === undefined) {
    throw new IngestError({
      code: 'UNKNOWN_SUFFIX',
      message: 'its suffix is of no format that can be read',
      fix: `Convert it to one of ${LOADERS.flatMap(({ suffixes }) => suffixes).join(' ')}, or take it out of the folder.`,
    });
  }
  if (size === 0) {
    throw new IngestError({
      code: 'EMPTY',
      message: 'it is empty (0 bytes)',
      fix: 'Copy it anew; remove it if it is meant to be empty.',
    });
  }
  if (loader.maxBytes !== undefined && size > loader.maxBytes) {
    throw new IngestError({
      code: 'TOO_LARGE',
      message: `it has ${megabytes(size)} MB, and a ${loader.name} file is read up to ${megabytes(loader.maxBytes)} MB`,
      fix: 'Split it. Plain text, CSV and JSONL may have any length.',
    });
  }
  return loader;
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}
