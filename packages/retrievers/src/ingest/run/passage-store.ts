import type { DocumentInterface } from '@langchain/core/documents';
import { VectorStore } from '@langchain/core/vectorstores';
import { type Passage, type PassageIndex, passageSchema } from '@plumbline/core';
import type { SourceRecords } from '../records/ingest-records.ts';
import { toIngestError } from '../storage-error.ts';

export interface PassageStoreOptions {
  readonly index: PassageIndex;
  readonly records: SourceRecords;
  /** The file a new passage comes from. */
  readonly fileOf: (id: string) => string;
}

/**
 * The write side of a passage index as the vector store that LangChain's `index()` writes to. It says in the records
 * what it is about to do before it touches the index, so that a crash in between leaves nothing that is forgotten:
 * without that, a passage written but not recorded would stay for ever, and one deleted but recorded never come back.
 */
export class PassageStore extends VectorStore {
  override lc_namespace = ['plumbline', 'ingest'];
  readonly #options: PassageStoreOptions;
  #added: string[] = [];
  #deleted: string[] = [];

  constructor(options: PassageStoreOptions) {
    super({ embedQuery: unsupported, embedDocuments: unsupported }, {});
    this.#options = options;
  }

  /** The ids added and deleted since the last call. */
  takeChanges(): { added: string[]; deleted: string[] } {
    const changes = { added: this.#added, deleted: this.#deleted };
    this.#added = [];
    this.#deleted = [];
    return changes;
  }

  override async addDocuments(documents: DocumentInterface[], options?: { ids?: string[] }): Promise<string[]> {
    const ids = options?.ids ?? [];
    const passages = documents.map((document, at): Passage => passageSchema.parse({ ...document, id: ids[at] }));
    const { index, records, fileOf } = this.#options;
    await this.#noteWriting();
    await records.markUnsure(ids, fileOf);
    await guarded(() => index.addPassages(passages));
    this.#added.push(...ids);
    return ids;
  }

  override async delete(options: { ids: string[] }): Promise<void> {
    const { index, records } = this.#options;
    await this.#noteWriting();
    await records.markUnsure(options.ids);
    await guarded(() => index.deletePassages(options.ids));
    this.#deleted.push(...options.ids);
  }

  async #noteWriting(): Promise<void> {
    const { records } = this.#options;
    if (!(await records.isUnoptimised())) await records.setUnoptimised(true);
  }

  override _vectorstoreType(): string {
    return 'plumbline-passage-index';
  }

  override addVectors = unsupported;
  override similaritySearchVectorWithScore = unsupported;
}

/** The index is written through this class only; it embeds and searches by itself. */
async function unsupported(): Promise<never> {
  throw new Error('PassageStore only writes passages; search with a retriever.');
}

async function guarded(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    throw toIngestError(error, 'the index');
  }
}
