import { createHash } from 'node:crypto';
import { Embeddings } from '@langchain/core/embeddings';
import type { BaseStore } from '@langchain/core/stores';
import type { IdentifiedEmbeddings } from './hashed-ngram-embeddings.ts';
import { packVector, unpackVector } from './packed-vector.ts';

/** What a cache needs of a LangChain `BaseStore`. */
export type VectorStore = Pick<BaseStore<string, Uint8Array>, 'mget' | 'mset'>;

export interface CachedEmbeddingsInput {
  embeddings: IdentifiedEmbeddings;
  /** Where vectors are kept, as little-endian 32-bit floats: a LangChain `BaseStore` of bytes. */
  store: VectorStore;
  /** Told when the store fails; the vectors are then computed. Default: nothing is told. */
  onStoreError?: (error: unknown) => void;
}

type Role = 'document' | 'query';

/**
 * Keeps vectors, so that a text is embedded once: across batches, restarts and, with a shared store, processes. A key is
 * a hash of what the embeddings are (name, version, dimensions), whether the text is a document or a question, and the
 * text; no text is in the store. Texts that several calls ask for at the same time are computed once.
 *
 * Vectors come back as 32-bit floats, also the first time, so that equal texts have equal vectors.
 *
 * @example
 * const embeddings = new CachedEmbeddings({ embeddings: new BedrockEmbeddings({ client }), store: new InMemoryStore() });
 */
export class CachedEmbeddings extends Embeddings implements IdentifiedEmbeddings {
  readonly identity: string;
  readonly dimensions: number;
  readonly #embeddings: IdentifiedEmbeddings;
  readonly #store: VectorStore;
  readonly #onStoreError: (error: unknown) => void;
  /** Vectors that are being computed, by key. */
  readonly #pending = new Map<string, Promise<number[]>>();

  constructor({ embeddings, store, onStoreError = () => {} }: CachedEmbeddingsInput) {
    super({});
    this.#embeddings = embeddings;
    this.#store = store;
    this.#onStoreError = onStoreError;
    this.identity = embeddings.identity;
    this.dimensions = embeddings.dimensions;
  }

  override async embedDocuments(documents: string[]): Promise<number[][]> {
    return await this.#vectors(documents, 'document', (texts) => this.#embeddings.embedDocuments(texts));
  }

  override async embedQuery(document: string): Promise<number[]> {
    const embed = async ([text = '']: string[]) => [await this.#embeddings.embedQuery(text)];
    const [vector = []] = await this.#vectors([document], 'query', embed);
    return vector;
  }

  async #vectors(
    texts: readonly string[],
    role: Role,
    embed: (texts: string[]) => Promise<number[][]>,
  ): Promise<number[][]> {
    const keys = texts.map((text) => this.#keyOf(text, role));
    const textByKey = new Map(keys.map((key, place) => [key, texts[place] ?? '']));
    const known = await this.#read([...textByKey.keys()]);
    // Between here and the entry in #pending nothing is awaited: two calls cannot both find a key missing.
    const missing = [...textByKey].filter(([key]) => !known.has(key) && !this.#pending.has(key));
    if (missing.length > 0) this.#compute(missing, embed);
    return await Promise.all(keys.map(async (key) => known.get(key) ?? (await this.#pending.get(key)) ?? []));
  }

  /** Enters the vectors of these texts as pending; they leave when they are stored, or failed. */
  #compute(missing: readonly [key: string, text: string][], embed: (texts: string[]) => Promise<number[][]>): void {
    const keys = missing.map(([key]) => key);
    const computed = embed(missing.map(([, text]) => text)).then((vectors) =>
      vectors.map((vector) => vector.map(Math.fround)),
    );
    for (const [place, key] of keys.entries()) {
      const one = computed.then((vectors) => vectors[place] ?? []);
      // Whoever awaits it learns of the failure; nobody may be left to.
      one.catch(() => {});
      this.#pending.set(key, one);
    }
    computed
      .then((vectors) => this.#write(keys, vectors))
      .catch(() => {})
      .finally(() => {
        for (const key of keys) this.#pending.delete(key);
      });
  }

  async #read(keys: string[]): Promise<Map<string, number[]>> {
    const found = new Map<string, number[]>();
    try {
      const stored = await this.#store.mget(keys);
      for (const [place, key] of keys.entries()) {
        const vector = unpackVector(stored[place], this.dimensions);
        if (vector !== undefined) found.set(key, vector);
      }
    } catch (error) {
      this.#onStoreError(error);
    }
    return found;
  }

  async #write(keys: readonly string[], vectors: readonly (readonly number[])[]): Promise<void> {
    try {
      await this.#store.mset(keys.map((key, place) => [key, packVector(vectors[place] ?? [])]));
    } catch (error) {
      this.#onStoreError(error);
    }
  }

  #keyOf(text: string, role: Role): string {
    const named = JSON.stringify([this.identity, this.dimensions, role, text]);
    return `embedding:${createHash('sha256').update(named).digest('hex')}`;
  }
}
