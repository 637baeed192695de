import { z } from 'zod';
import { OPERATIONS, type Operation, SHAPES, type Shape } from './candidate.ts';
import { DERIVATION_FEATURES } from './features.ts';

const weightsSchema = z.object({
  /** Changes with every training. */
  identity: z.string(),
  features: z.array(z.string()),
  /** Which weights an operation, and a shape, is scored with. */
  operationGroups: z.record(z.string(), z.string()),
  shapeGroups: z.record(z.string(), z.string()),
  weights: z.record(z.string(), z.array(z.number())),
  /** Score of "none of them". */
  none: z.number(),
});

/** What each way of coming to a number is scored with: a row of weights per operation and shape. */
export interface RankerWeights {
  readonly identity: string;
  readonly none: number;
  /** The weights of an operation in a shape, in the order of `DERIVATION_FEATURES`. */
  of(operation: Operation, shape: Shape): Float64Array;
}

/**
 * Reads weights as `training/models/derivation_ranker.py` writes them: a row per group of operations and one per group
 * of shapes, which are added. A feature that is not named weighs nothing.
 *
 * @throws ZodError for another layout
 */
export function readRankerWeights(file: unknown): RankerWeights {
  const { identity, features, operationGroups, shapeGroups, weights, none } = weightsSchema.parse(file);
  const places = DERIVATION_FEATURES.map((name) => features.indexOf(name));
  const rowOf = (group: string | undefined): number[] => {
    const row = weights[group ?? ''] ?? [];
    return places.map((place) => row[place] ?? 0);
  };
  const table = new Map<Operation, Map<Shape, Float64Array>>();
  for (const operation of OPERATIONS) {
    const own = rowOf(operationGroups[operation]);
    const byShape = new Map<Shape, Float64Array>();
    table.set(operation, byShape);
    for (const shape of SHAPES) {
      const placed = rowOf(shapeGroups[shape]);
      byShape.set(
        shape,
        Float64Array.from(own, (weight, index) => weight + (placed[index] ?? 0)),
      );
    }
  }
  const nothing = new Float64Array(DERIVATION_FEATURES.length);
  return { identity, none, of: (operation, shape) => table.get(operation)?.get(shape) ?? nothing };
}
