import type { Passage } from './passage.ts';

/** What an index is made of: a different identity means it must be built anew. */
export interface IndexIdentity {
  /** Version of the layout of the index. */
  readonly schema: number;
  /** Name and version of the embeddings. */
  readonly embeddings: string;
  readonly dimensions: number;
}

/** The write side of a retriever. Ids come with the passages; adding an id again replaces it. */
export interface PassageIndex {
  addPassages(passages: readonly Passage[]): Promise<void>;
  deletePassages(ids: readonly string[]): Promise<void>;
  /** Makes everything written so far fully searchable and frees old versions. */
  optimise(): Promise<void>;
}
