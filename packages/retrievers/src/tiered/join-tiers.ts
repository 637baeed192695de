import type { Passage } from '@plumbline/core';
import { type FusionChoice, fuseLists } from '../fusion/fuse-lists.ts';
import type { FusedHit, RankedHit } from '../fusion/fused-hit.ts';
import type { InnerRetrieval } from '../retrieval/inner-retrieval.ts';

/** What a tier found. */
export interface TierFound {
  readonly tier: string;
  readonly found: Pick<InnerRetrieval, 'documents' | 'refused'>;
}

/** The hits of a tier by its own scores; where one has none, by place: the reciprocal of its rank. */
export function hitsOf(documents: readonly Passage[]): RankedHit[] {
  const scored = documents.every(({ metadata }) => Number.isFinite(metadata.score));
  return documents.map(({ id, metadata }, place) => ({ id, score: scored ? (metadata.score ?? 0) : 1 / (place + 1) }));
}

/**
 * Joins what the tiers found, by id. Text and metadata are those of the first tier that has a passage; one that any tier
 * says the caller may not read is left out, whatever another one says.
 *
 * `score` is the fused score, also in `scores.fused`. `scores` holds as well, for each tier that has the passage, its
 * score there (`<tier>`) and its rank (`<tier>Rank`), and the components that tiers left under their own names; a name
 * that is taken becomes `<tier>.<name>`.
 */
export function joinTiers(tiers: readonly TierFound[], choice: FusionChoice): Passage[] {
  const refused = new Set(tiers.flatMap(({ found }) => [...found.refused]));
  const kept = tiers.map(({ tier, found }) => ({
    tier,
    documents: found.documents.filter(({ id }) => !refused.has(id)),
  }));
  const versions = new Map<string, [tier: string, passage: Passage][]>();
  for (const { tier, documents } of kept) {
    for (const passage of documents) versions.set(passage.id, [...(versions.get(passage.id) ?? []), [tier, passage]]);
  }
  const lists = Object.fromEntries(kept.map(({ tier, documents }) => [tier, hitsOf(documents)]));
  return fuseLists(lists, choice).flatMap((hit) => {
    const found = versions.get(hit.id) ?? [];
    const [first] = found;
    if (first === undefined) return [];
    const [, passage] = first;
    return [{ ...passage, metadata: { ...passage.metadata, score: hit.score, scores: scoresOf(hit, found) } }];
  });
}

function scoresOf({ score, parts }: FusedHit, versions: readonly [string, Passage][]): Record<string, number> {
  const scores: Record<string, number> = { fused: score };
  for (const [tier, part] of Object.entries(parts)) {
    scores[tier] = part.score;
    scores[`${tier}Rank`] = part.rank;
  }
  for (const [tier, { metadata }] of versions) {
    for (const [name, value] of Object.entries(metadata.scores ?? {})) {
      scores[Object.hasOwn(scores, name) ? `${tier}.${name}` : name] = value;
    }
  }
  return scores;
}
