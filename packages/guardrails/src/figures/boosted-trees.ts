import { z } from 'zod';

const numbers = z.array(z.number());
const treesSchema = z.object({
  /** Changes with every training. */
  identity: z.string(),
  features: z.array(z.string()),
  /** A probability from which on a figure counts as right. */
  threshold: z.number().min(0).max(1),
  bias: z.number(),
  /** Node by node: the feature asked (-1 in a leaf), the limit up to which one goes left, where left and right are, the leaf's value. */
  trees: z.array(z.object({ feature: numbers, limit: numbers, left: numbers, right: numbers, value: numbers })),
});

/** Boosted trees for a yes or no. */
export interface BoostedTrees {
  readonly identity: string;
  readonly threshold: number;
  /** The probability of yes for features in the order the reader was given. */
  probability(features: Float64Array): number;
}

/**
 * Reads trees as `training/models/figure_checker.py` writes them. `names` is the order in which features will come.
 *
 * @throws ZodError for another layout
 */
export function readBoostedTrees(file: unknown, names: readonly string[]): BoostedTrees {
  const { identity, features, threshold, bias, trees } = treesSchema.parse(file);
  const place = features.map((name) => names.indexOf(name));
  const flat = trees.map((tree) => ({
    feature: Int32Array.from(tree.feature, (at) => (at < 0 ? -1 : (place[at] ?? -1))),
    limit: Float64Array.from(tree.limit),
    left: Int32Array.from(tree.left),
    right: Int32Array.from(tree.right),
    value: Float64Array.from(tree.value),
  }));
  return {
    identity,
    threshold,
    probability(own) {
      let sum = bias;
      for (const { feature, limit, left, right, value } of flat) {
        let node = 0;
        for (let at = feature[0] ?? -1; at >= 0; at = feature[node] ?? -1) {
          node = ((own[at] ?? 0) <= (limit[node] ?? 0) ? left[node] : right[node]) ?? 0;
        }
        sum += value[node] ?? 0;
      }
      return 1 / (1 + Math.exp(-sum));
    },
  };
}
