import { type ConvexOptions, convexFusion } from './convex-fusion.ts';
import { type DistributionOptions, distributionFusion } from './distribution-fusion.ts';
import type { FusedHit, RankedLists } from './fused-hit.ts';
import { type ReciprocalRankOptions, reciprocalRankFusion } from './reciprocal-rank-fusion.ts';

/** A way of fusing, as plain data: it can be kept in a configuration and written into an audit record. */
export type FusionChoice =
  | ({ readonly method: 'rrf' } & Readonly<ReciprocalRankOptions>)
  | ({ readonly method: 'convex' } & Readonly<ConvexOptions>)
  | ({ readonly method: 'dbsf' } & Readonly<DistributionOptions>);

/** Fuses by what the choice says. */
export function fuseLists(lists: RankedLists, choice: FusionChoice): FusedHit[] {
  switch (choice.method) {
    case 'rrf':
      return reciprocalRankFusion(lists, choice);
    case 'convex':
      return convexFusion(lists, choice);
    case 'dbsf':
      return distributionFusion(lists, choice);
  }
}
