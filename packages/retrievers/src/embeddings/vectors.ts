import { PlumblineError } from '@plumbline/core';
import { ServiceResponseError } from '../aws/errors.ts';

/** A model gave vectors of another length than the index was made for. Nothing of the batch may be stored or compared. */
export class EmbeddingDimensionError extends PlumblineError {
  constructor(identity: string, { found, wanted }: { found: number; wanted: number }) {
    super(
      'EMBEDDING_DIMENSION',
      `${identity} gave vectors of ${found} dimensions, not ${wanted}. Call the model that the index was made with, or set dimensions to ${found} and build the index anew.`,
    );
  }
}

/** What vectors must be. */
export interface VectorShape {
  readonly identity: string;
  readonly dimensions: number;
  /** How many. */
  readonly count: number;
}

/**
 * Checks what a model gave before anything is stored.
 *
 * @throws ServiceResponseError for another number of vectors than texts, or a value that is no number
 * @throws EmbeddingDimensionError for vectors of another length
 */
export function checkVectors(
  vectors: readonly (readonly number[])[],
  { identity, dimensions, count }: VectorShape,
): void {
  if (vectors.length !== count) {
    throw new ServiceResponseError(identity, `it gave ${vectors.length} vectors for ${count} texts.`);
  }
  for (const vector of vectors) {
    if (vector.length !== dimensions) {
      throw new EmbeddingDimensionError(identity, { found: vector.length, wanted: dimensions });
    }
    if (!vector.every(Number.isFinite)) throw new ServiceResponseError(identity, 'a vector holds what is no number.');
  }
}

/** Scales a vector to length 1; the zero vector stays. */
export function scaleToUnit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? [...vector] : vector.map((value) => value / length);
}
