import type { GraphPath } from '@plumbline/core';
import type { Walk, WalkResult } from './store.ts';

/**
 * Which bounds a walk reached. A node that gave as many edges as are allowed, or as many walks as are allowed in all, may
 * hide more behind; whether it does is not looked up.
 */
export function reachedLimits(paths: readonly GraphPath[], { fanOut, paths: most }: Walk): WalkResult['limits'] {
  const edgesOf = new Map<string, number>();
  for (const { nodes } of paths) {
    const before = nodes
      .slice(0, -1)
      .map(({ id }) => id)
      .join(' ');
    edgesOf.set(before, (edgesOf.get(before) ?? 0) + 1);
  }
  return [
    ...([...edgesOf.values()].some((edges) => edges >= fanOut) ? (['fan-out'] as const) : []),
    ...(paths.length >= most ? (['paths'] as const) : []),
  ];
}
