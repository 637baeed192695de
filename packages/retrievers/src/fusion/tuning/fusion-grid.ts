import type { FusionChoice } from '../fuse-lists.ts';
import type { ListWeights } from '../fused-hit.ts';

/** What is taken when there is nothing to choose by: reciprocal ranks, equal weights, k = 60. */
export const DEFAULT_FUSION: FusionChoice = { method: 'rrf', k: 60 };

/** Finer steps than these would try hundreds of weightings. */
const STEPS_BY_LISTS: Readonly<Record<number, number>> = { 1: 1, 2: 10, 3: 5, 4: 3 };

/** The default, and every method over a grid of weights that sum to 1; reciprocal ranks with three values of k. */
export function fusionGrid(names: readonly string[]): FusionChoice[] {
  const sorted = [...names].sort();
  const choices = weightGrid(sorted, STEPS_BY_LISTS[sorted.length] ?? 2).flatMap((weights): FusionChoice[] => [
    ...[10, 30, 60].map((k) => ({ method: 'rrf' as const, k, weights })),
    { method: 'convex', normalisation: 'min-max', weights },
    { method: 'convex', normalisation: 'z-score', weights },
    { method: 'dbsf', weights },
  ]);
  return [DEFAULT_FUSION, ...choices];
}

/** Every way of sharing out `steps` equal parts. */
function weightGrid(names: readonly string[], steps: number): ListWeights[] {
  const [first, ...rest] = names;
  if (first === undefined) return [];
  const share = (left: number, [name, ...others]: readonly string[]): [string, number][][] => {
    if (name === undefined) return [[]];
    const sizes = others.length === 0 ? [left] : Array.from({ length: left + 1 }, (_, size) => size);
    return sizes.flatMap((size) =>
      share(left - size, others).map((after): [string, number][] => [[name, size / steps], ...after]),
    );
  };
  return share(steps, [first, ...rest]).map((entries) => Object.fromEntries(entries));
}
