import { Embeddings } from '@langchain/core/embeddings';
import { FinanceEmbeddings } from '@plumbline/retrievers/embeddings';

/** The length that FinBERT and its like have. */
const DIMENSIONS = 768;
const SEED = 20_240_601;

/**
 * FinanceEmbeddings (256 dimensions) through a fixed random matrix to 768, so that an index is as large and as slow as
 * one of FinBERT's vectors: angles are kept nearly as they are (Johnson and Lindenstrauss), and nothing is gained.
 */
export class ProjectedEmbeddings extends Embeddings {
  readonly dimensions = DIMENSIONS;
  readonly identity: string;
  readonly #finance = new FinanceEmbeddings();
  readonly #matrix: Float32Array;

  constructor() {
    super({});
    this.identity = `${this.#finance.identity}+projection-${DIMENSIONS}-${SEED}`;
    this.#matrix = randomSigns(DIMENSIONS * this.#finance.dimensions, SEED);
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    return (await this.#finance.embedDocuments(texts)).map((vector) => this.#project(vector));
  }

  override async embedQuery(text: string): Promise<number[]> {
    return this.#project(await this.#finance.embedQuery(text));
  }

  #project(vector: readonly number[]): number[] {
    const from = Float32Array.from(vector);
    const scale = 1 / Math.sqrt(DIMENSIONS);
    return Array.from({ length: DIMENSIONS }, (_, row) => {
      const start = row * from.length;
      let sum = 0;
      for (let at = 0; at < from.length; at++) sum += (from[at] ?? 0) * (this.#matrix[start + at] ?? 0);
      return sum * scale;
    });
  }
}

/** Plus and minus ones, the same for the same seed (mulberry32). */
function randomSigns(count: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) & 1) === 0 ? 1 : -1;
  });
}
