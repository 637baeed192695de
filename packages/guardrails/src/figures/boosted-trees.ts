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
  const { identity, features, threshold, bias, trees: all } = treesSchema.parse(file);
  const trees = all.filter(({ feature }) => feature.length > 0);
  const place = features.map((name) => names.indexOf(name));
  // All trees in one row of nodes, children by their place in it.
  const nodes = trees.reduce((count, tree) => count + tree.feature.length, 0);
  const feature = new Int32Array(nodes).fill(-1);
  const limit = new Float64Array(nodes);
  const left = new Int32Array(nodes);
  const right = new Int32Array(nodes);
  const value = new Float64Array(nodes);
  const roots = new Int32Array(trees.length);
  let start = 0;
  for (const [index, tree] of trees.entries()) {
    roots[index] = start;
    for (const [node, asked] of tree.feature.entries()) {
      feature[start + node] = asked < 0 ? -1 : (place[asked] ?? -1);
      limit[start + node] = tree.limit[node] ?? 0;
      left[start + node] = start + (tree.left[node] ?? 0);
      right[start + node] = start + (tree.right[node] ?? 0);
      value[start + node] = tree.value[node] ?? 0;
    }
    start += tree.feature.length;
  }
  return {
    identity,
    threshold,
    probability(own) {
      let sum = bias;
      for (let tree = 0; tree < roots.length; tree++) {
        let node = roots[tree] ?? 0;
        for (let at = feature[node] ?? -1; at >= 0; at = feature[node] ?? -1) {
          node = ((own[at] ?? 0) <= (limit[node] ?? 0) ? left[node] : right[node]) ?? 0;
        }
        sum += value[node] ?? 0;
      }
      return 1 / (1 + Math.exp(-sum));
    },
  };
}
