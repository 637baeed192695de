import type { RecordStore, RecordWrite } from '@plumbline/core';
import type { DocumentClaim } from '@plumbline/retrievers/ingest';
import { claimKey } from './ledger.ts';
import { claimSchema, parseRecord } from './source-state.ts';
import { writeAll } from './store-writer.ts';

export interface DocumentClaimsOptions {
  readonly store: RecordStore;
  readonly namespace: string;
  readonly runId: string;
}

/** The seenAt of a claim that another process wrote: the time of no run of this one. */
const ELSEWHERE = -1;

/** Which source a document came from, across all workers: one id, one document. */
export class DocumentClaims {
  readonly #options: DocumentClaimsOptions;
  /** Versions as read last: a claim that another worker made meanwhile is a conflict, not overwritten. */
  readonly #versions = new Map<string, number | undefined>();

  constructor(options: DocumentClaimsOptions) {
    this.#options = options;
  }

  async get(docId: string): Promise<DocumentClaim | undefined> {
    const { store, namespace, runId } = this.#options;
    const record = await store.get(claimKey(namespace, docId));
    this.#versions.set(docId, record?.version);
    if (record === undefined) return undefined;
    const { file, run, seenAt, nextChunk } = parseRecord(claimSchema, record);
    return { docId, file, seenAt: run === runId ? seenAt : ELSEWHERE, nextChunk };
  }

  /** @throws LeaseLostError when another worker claimed one of the documents since it was looked up */
  async put(claims: readonly DocumentClaim[]): Promise<void> {
    const { store, namespace, runId } = this.#options;
    const writes = claims.map(
      ({ docId, file, seenAt, nextChunk }): RecordWrite => ({
        ...claimKey(namespace, docId),
        value: { docId, file, seenAt, nextChunk, run: runId },
        expected: this.#versions.get(docId) ?? 'absent',
      }),
    );
    await writeAll(store, writes);
    // What comes next looks it up anew.
    for (const { docId } of claims) this.#versions.delete(docId);
  }

  /** Gives up documents that a source no longer has. */
  async forget(path: string, docIds: readonly string[]): Promise<void> {
    const { store, namespace } = this.#options;
    for (const docId of docIds) {
      const claim = await this.get(docId);
      const version = this.#versions.get(docId);
      this.#versions.delete(docId);
      if (claim?.file !== path || version === undefined) continue;
      await writeAll(store, [{ ...claimKey(namespace, docId), delete: true, expected: version }]);
    }
  }
}
