import { MAX_HOPS } from './templates.ts';

/** How far a walk may spread. What is more than the limit is cut to it. */
export interface GraphBounds {
  /** Edges of one path. Default 5, limit 6. */
  readonly hops: number;
  /** Edges followed from one node in one hop, the strongest. Default 25, limit 200. */
  readonly fanOut: number;
  /** Walks in all while searching, hop by hop the strongest. Default 500, limit 5,000. */
  readonly paths: number;
  /** Milliseconds for the whole search. Default 2,000, limit 30,000. */
  readonly timeMs: number;
}

const DEFAULTS: GraphBounds = { hops: 5, fanOut: 25, paths: 500, timeMs: 2_000 };
const LIMITS: GraphBounds = { hops: MAX_HOPS, fanOut: 200, paths: 5_000, timeMs: 30_000 };

/** The bounds in force: whole numbers from 1 to their limits. */
export function boundsOf(given: Partial<GraphBounds> = {}): GraphBounds {
  const bound = (name: keyof GraphBounds): number => {
    const wanted = Math.floor(given[name] ?? DEFAULTS[name]);
    return Number.isNaN(wanted) ? DEFAULTS[name] : Math.min(Math.max(1, wanted), LIMITS[name]);
  };
  return { hops: bound('hops'), fanOut: bound('fanOut'), paths: bound('paths'), timeMs: bound('timeMs') };
}
