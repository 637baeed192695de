import { Embeddings, type EmbeddingsParams } from '@langchain/core/embeddings';

/** Embeddings that know what they are called, so that an index can tell whether it was made with them. */
export interface IdentifiedEmbeddings extends Embeddings {
  /** Name and version, e.g. `hashed-ngram@1`. Another version gives other vectors. */
  readonly identity: string;
  /** Length of a vector. */
  readonly dimensions: number;
}

const SHORTEST = 3;
const LONGEST = 4;

/**
 * Vectors without a model: every piece of three and four letters of every word is hashed to one of 256 places with a
 * sign (the hashing trick: K. Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009), and
 * the sum is scaled to length 1. Equal text gives equal vectors on every machine. It finds other forms and misspellings
 * of a word, not other words of the same meaning. A text without letters and digits gives the zero vector.
 */
export class HashedNgramEmbeddings extends Embeddings implements IdentifiedEmbeddings {
  readonly identity = 'hashed-ngram@1';
  readonly dimensions = 256;

  constructor(params: EmbeddingsParams = {}) {
    super(params);
  }

  override async embedDocuments(documents: string[]): Promise<number[][]> {
    return documents.map((text) => this.#embed(text));
  }

  override async embedQuery(document: string): Promise<number[]> {
    return this.#embed(document);
  }

  #embed(text: string): number[] {
    const vector = new Array<number>(this.dimensions).fill(0);
    for (const word of text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [])
      addWord(vector, ` ${word} `);
    const length = Math.hypot(...vector);
    return length === 0 ? vector : vector.map((value) => value / length);
  }
}

function addWord(vector: number[], word: string): void {
  for (let start = 0; start + SHORTEST <= word.length; start += 1) {
    let hash = FNV_OFFSET;
    for (let index = start; index < word.length && index < start + LONGEST; index += 1) {
      hash = Math.imul(hash ^ word.charCodeAt(index), FNV_PRIME);
      if (index - start + 1 >= SHORTEST) {
        const mixed = mix(hash);
        const place = mixed % vector.length;
        vector[place] = (vector[place] ?? 0) + (mixed & 0x10000 ? 1 : -1);
      }
    }
  }
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a leaves its low bits too regular for short texts; this is the finisher of MurmurHash3. */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
