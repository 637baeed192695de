import { index as indexDocuments } from '@langchain/core/indexing';
import type { Passage, PassageIndex } from '@plumbline/core';
import { placeOfPassage } from '../chunk/passage-of.ts';
import type { DocumentClaim, SourceRecords } from '../records/ingest-records.ts';
import type { FileWork } from './file-work.ts';
import { PassageStore } from './passage-store.ts';
import { recordsOfFiles } from './records-of-files.ts';

export interface BatchWriterOptions {
  readonly index: PassageIndex;
  readonly records: SourceRecords;
  /** The time of this run: what was not seen since is stale. */
  readonly startedAt: number;
}

/** Passages by what happened to them. `updated`: one of the same document and number was replaced. */
export interface PassageCounts {
  added: number;
  updated: number;
  deleted: number;
  skipped: number;
}

const BATCH = 512;
const KEYS_PER_CALL = 1000;

/**
 * Writes passages in batches across files through LangChain's `index()`. The order is what makes a crash harmless: a
 * file's record is opened, then its new passages go into the index, then those it no longer has go out of it, and only
 * then its record is closed. A run that finds an open record does the file again and finds most of it done.
 */
export class BatchWriter {
  readonly counts: PassageCounts = { added: 0, updated: 0, deleted: 0, skipped: 0 };
  readonly #records: SourceRecords;
  readonly #startedAt: number;
  readonly #store: PassageStore;
  readonly #works = new Map<string, FileWork>();
  readonly #claims = new Map<string, DocumentClaim>();
  #batch: { passage: Passage; work: FileWork }[] = [];
  #finished: FileWork[] = [];
  /** Files whose records are open. */
  readonly #begun = new Set<string>();
  /** Files of which something was written, and that are not closed. */
  readonly #open = new Set<FileWork>();

  constructor({ index, records, startedAt }: BatchWriterOptions) {
    this.#records = records;
    this.#startedAt = startedAt;
    this.#store = new PassageStore({ index, records, fileOf: (id) => this.#workOf(id).path });
  }

  /** The claim on a document, written or about to be. */
  async claimOf(docId: string): Promise<DocumentClaim | undefined> {
    return this.#claims.get(docId) ?? (await this.#records.getClaim(docId));
  }

  claim(claim: DocumentClaim): void {
    this.#claims.set(claim.docId, claim);
  }

  /** Takes a passage; every 512 it writes them. */
  async add(passage: Passage, work: FileWork): Promise<void> {
    this.#batch.push({ passage, work });
    this.#open.add(work);
    this.#works.set(passage.id, work);
    work.passages++;
    if (this.#batch.length >= BATCH) await this.flush();
  }

  /** Says that a file has no more passages. */
  finish(work: FileWork): void {
    this.#finished.push(work);
  }

  /** Writes what is waiting, and closes the files of which all is written. */
  async flush(): Promise<void> {
    const batch = this.#batch;
    await this.#begin(new Set([...batch.map(({ work }) => work.path), ...this.#finished.map(({ path }) => path)]));
    if (batch.length > 0) await this.#write(batch.map(({ passage }) => passage));
    this.#batch = [];
    const finished = this.#finished;
    this.#finished = [];
    await this.#close(finished);
    this.#works.clear();
  }

  /** Takes back what this run wrote of a file; what was in the index before stays. */
  async discard(work: FileWork): Promise<void> {
    this.#batch = this.#batch.filter((entry) => entry.work !== work);
    this.#open.delete(work);
    await this.#takeBack([...work.added]);
    this.counts.added -= work.added.size;
    work.added.clear();
  }

  /** After a failed write: takes back what is half written, as far as the index lets us; the next run does the rest. */
  async abandon(): Promise<void> {
    const ids = this.#batch.map(({ passage }) => passage.id);
    this.#batch = [];
    this.#finished = [];
    try {
      const written = await this.#records.exists(ids);
      await this.#takeBack(ids.filter((_, at) => written[at] !== true));
      for (const work of this.#open) await this.discard(work);
    } catch {
      // The records still say what is unsure.
    }
  }

  /** Takes files out of the index and forgets them. */
  async remove(paths: readonly string[]): Promise<void> {
    await this.#records.openFiles(paths);
    await this.#sweep(paths);
    this.counts.deleted += this.#store.takeChanges().deleted.length;
    await this.#records.removeFiles(paths);
  }

  /** Opens the records of files, and writes the claims on their documents. */
  async #begin(files: ReadonlySet<string>): Promise<void> {
    const unopened = [...files].filter((file) => !this.#begun.has(file));
    if (unopened.length > 0) await this.#records.openFiles(unopened);
    for (const file of unopened) this.#begun.add(file);
    if (this.#claims.size > 0) await this.#records.putClaims([...this.#claims.values()]);
    this.#claims.clear();
  }

  async #takeBack(ids: readonly string[]): Promise<void> {
    for (let at = 0; at < ids.length; at += KEYS_PER_CALL) {
      const some = ids.slice(at, at + KEYS_PER_CALL);
      await this.#store.delete({ ids: some });
      await this.#records.deleteKeys(some);
    }
    this.#store.takeChanges();
  }

  async #write(passages: readonly Passage[]): Promise<void> {
    // `uid` is what index() takes for the key of a document; without one it would be a hash it makes itself.
    const docsSource = passages.map(({ id, pageContent, metadata }) => ({ uid: id, pageContent, metadata }));
    const result = await indexDocuments({
      docsSource,
      recordManager: recordsOfFiles(this.#records, { startedAt: this.#startedAt, files: [] }),
      vectorStore: this.#store,
      options: { batchSize: docsSource.length, sourceIdKey: (document) => this.#workOf(idOf(document)).path },
    });
    for (const id of this.#store.takeChanges().added) this.#workOf(id).added.add(id);
    this.counts.added += result.numAdded;
    this.counts.skipped += result.numSkipped;
  }

  async #close(works: readonly FileWork[]): Promise<void> {
    if (works.length === 0) return;
    await this.#sweep(works.map(({ path }) => path));
    this.#countUpdates(works, this.#store.takeChanges().deleted);
    const records = works.map(({ path, fingerprint, documents, passages, partial }) => ({
      path,
      documents,
      passages,
      ...(partial ? {} : { fingerprint }),
    }));
    await this.#records.completeFiles(records, this.#startedAt);
    for (const work of works) {
      this.#open.delete(work);
      this.#begun.delete(work.path);
    }
  }

  /** Deletes passages of files that this run has not seen: index() with no documents and its full clean-up does it. */
  async #sweep(files: readonly string[]): Promise<void> {
    await indexDocuments({
      docsSource: [],
      recordManager: recordsOfFiles(this.#records, { startedAt: this.#startedAt, files }),
      vectorStore: this.#store,
      options: { cleanup: 'full', cleanupBatchSize: KEYS_PER_CALL },
    });
  }

  #countUpdates(works: readonly FileWork[], deleted: readonly string[]): void {
    const places = new Set(deleted.length === 0 ? [] : works.flatMap(({ added }) => [...added].map(placeOfPassage)));
    const updated = deleted.filter((id) => places.has(placeOfPassage(id))).length;
    this.counts.updated += updated;
    this.counts.added -= updated;
    this.counts.deleted += deleted.length - updated;
  }

  #workOf(id: string): FileWork {
    const work = this.#works.get(id);
    if (work === undefined) throw new Error(`The passage ${id} is not part of this batch.`);
    return work;
  }
}

function idOf(document: object): string {
  return 'uid' in document && typeof document.uid === 'string' ? document.uid : '';
}
