import { hash } from 'node:crypto';
import { chunkDocument } from '../chunk/chunk-document.ts';
import type { TokenCounter } from '../chunk/token-counter.ts';
import type { LoadedDocument, RawDocument } from '../document.ts';
import { IngestError } from '../ingest-error.ts';
import type { LabelDefaults } from '../labels/document-labels.ts';
import { type LabelledDocument, labelDocument } from '../labels/label-document.ts';
import type { DocumentClaim } from '../records/ingest-records.ts';
import type { IngestSource } from '../source/ingest-source.ts';
import type { BatchWriter } from './batch-writer.ts';
import type { FileWork } from './file-work.ts';
import { storing } from './write-error.ts';

export interface DocumentReaderOptions {
  readonly writer: BatchWriter;
  readonly counter: TokenCounter;
  readonly startedAt: number;
  readonly defaults: LabelDefaults;
  readonly maxTokens?: number;
  readonly signal?: AbortSignal;
  /** Whether the source that an earlier run took a document from is still there. */
  readonly isPresent: (path: string) => Promise<boolean>;
  readonly inspect?: InspectDocument;
  readonly onFailure: (file: string, error: unknown) => void;
  readonly onNote: (file: string, note: string) => void;
  readonly onPassage: (tokens: number) => void;
}

/**
 * Sees a document with its labels before it is cut, and gives back what is to be indexed: the same, or one with stricter
 * labels. It may read the blocks, and must then give them back.
 *
 * @throws IngestError when nothing of the source may be indexed
 */
export type InspectDocument = (document: LoadedDocument) => LoadedDocument | Promise<LoadedDocument>;

/** Where a document comes from. */
export interface DocumentOrigin {
  readonly file: IngestSource;
  readonly work: FileWork;
  readonly sidecar: Readonly<Record<string, unknown>>;
}

/** Labels documents, cuts them into passages and hands those to the writer. */
export class DocumentReader {
  readonly #options: DocumentReaderOptions;

  constructor(options: DocumentReaderOptions) {
    this.#options = options;
  }

  /** A document that is refused is a failure of its own; the file goes on. */
  async read(raw: RawDocument, origin: DocumentOrigin): Promise<void> {
    const { file, work } = origin;
    const prepared = await this.#prepare(raw, origin);
    if (prepared instanceof IngestError) {
      work.partial = true;
      this.#options.onFailure(file.path, prepared);
      return;
    }
    const { writer, counter, maxTokens, startedAt, signal, inspect } = this.#options;
    const document = inspect === undefined ? prepared : await inspect(prepared);
    const firstChunk = (await this.#seenNow(document.docId))?.nextChunk ?? 0;
    if (firstChunk === 0) work.documents++;
    const settings = { counter, firstChunk, ...(maxTokens === undefined ? {} : { maxTokens }) };
    let nextChunk = firstChunk;
    for await (const { passage, tokens } of chunkDocument(document, settings)) {
      signal?.throwIfAborted();
      await storing(() => writer.add(passage, work));
      nextChunk++;
      this.#options.onPassage(tokens);
    }
    writer.claim({ docId: document.docId, file: file.path, seenAt: startedAt, nextChunk });
  }

  async #prepare(raw: RawDocument, origin: DocumentOrigin): Promise<LoadedDocument | IngestError> {
    if (raw.failure !== undefined) return raw.failure;
    try {
      const { document, notes } = this.#label(raw, origin);
      const named = await this.#withFreeId(raw, document, origin);
      for (const note of notes) this.#options.onNote(origin.file.path, note);
      return named;
    } catch (error) {
      if (error instanceof IngestError) return placed(error, raw.place);
      throw error;
    }
  }

  #label(raw: RawDocument, { file, sidecar }: DocumentOrigin): LabelledDocument {
    const { name, modifiedMs } = file;
    return labelDocument(raw, { name, modifiedMs, sidecar, defaults: this.#options.defaults, docId: name });
  }

  /**
   * One id, one document: a second file with the same id would take the place of the first one's passages.
   *
   * @throws IngestError DUPLICATE_DOCUMENT when a label gave the id; an id made from the name gets an addition
   */
  async #withFreeId(raw: RawDocument, document: LoadedDocument, { file }: DocumentOrigin): Promise<LoadedDocument> {
    const { docId } = document;
    const other = await this.#otherOwner(docId, file.path);
    if (other === undefined) return document;
    if (raw.docId === undefined && docId === file.name) {
      return { ...document, docId: `${docId}~${hash('sha256', file.path).slice(0, 8)}` };
    }
    throw new IngestError({
      code: 'DUPLICATE_DOCUMENT',
      message: `its docId "${docId}" is that of ${other}`,
      fix: 'Give one of the two another docId, or remove one.',
    });
  }

  async #otherOwner(docId: string, path: string): Promise<string | undefined> {
    const claim = await storing(() => this.#options.writer.claimOf(docId));
    if (claim === undefined || claim.file === path) return undefined;
    const { startedAt, isPresent } = this.#options;
    return claim.seenAt === startedAt || (await isPresent(claim.file)) ? claim.file : undefined;
  }

  /** The claim on a document of which an earlier part came in this run. */
  async #seenNow(docId: string): Promise<DocumentClaim | undefined> {
    const claim = await storing(() => this.#options.writer.claimOf(docId));
    return claim?.seenAt === this.#options.startedAt ? claim : undefined;
  }
}

function placed(error: IngestError, place: string | undefined): IngestError {
  if (place === undefined || error.place !== undefined) return error;
  return new IngestError({ ...error.details, place }, { cause: error });
}
