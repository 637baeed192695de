import { type Entity, linkEntities } from '@plumbline/core';
import { DOC_TYPE_FAMILIES } from './doc-type-families.ts';

/** What a tier holds, as far as a plan can tell by it. What is not said is taken as "may hold anything". */
export interface TierHoldings {
  /** Letters, digits, `_` and `-`, beginning with a letter. Findings and scores show it. */
  readonly name: string;
  /** Types of its documents: `10-K`, `research-note`, … */
  readonly docTypes?: readonly string[];
  /** It answers only questions that name one of these kinds of entity, e.g. a graph of companies. */
  readonly entities?: readonly Entity['kind'][];
  /** False when it knows only how things are now, and so cannot answer as of an earlier day. Default true. */
  readonly history?: boolean;
}

export interface TierPlanInput {
  readonly question: string;
  /** Nothing dated later may be used; from the request context. */
  readonly asOf?: string;
  readonly tiers: readonly TierHoldings[];
}

export interface TierDecision {
  readonly tier: string;
  readonly ask: boolean;
  /** Why it is not asked. */
  readonly reason?: string;
}

/** Which tiers a question goes to, and what in the question decided it. */
export interface TierPlan {
  readonly entities: readonly Entity[];
  /** Kinds of document the question asks for by name: `filing`, `research`, `rate-decision`, `portfolio`, `policy`. */
  readonly docTypes: readonly string[];
  readonly asOf?: string;
  readonly tiers: readonly TierDecision[];
}

/** A pure function of the question and what the tiers hold. */
export type PlanTiers = (input: TierPlanInput) => TierPlan;

/**
 * Plans by code, without a model: a tier is left out when the question asks for kinds of document that it does not hold,
 * names no entity that it needs, or asks as of a day that it has no record of. When that leaves none, all are asked: a
 * plan may save work, but not the answer.
 */
export function planTiers({ question, asOf, tiers }: TierPlanInput): TierPlan {
  const entities = linkEntities(question);
  const families = DOC_TYPE_FAMILIES.filter(({ asked }) => asked.test(question));
  const docTypes = families.map(({ name }) => name);
  const decided = tiers.map((tier): TierDecision => {
    const reason = reasonAgainst(tier);
    return { tier: tier.name, ask: reason === undefined, ...(reason === undefined ? {} : { reason }) };
  });
  const asked = decided.some(({ ask }) => ask) ? decided : tiers.map(({ name }) => ({ tier: name, ask: true }));
  return { entities, docTypes, ...(asOf === undefined ? {} : { asOf }), tiers: asked };

  function reasonAgainst({ docTypes: held, entities: needed, history = true }: TierHoldings): string | undefined {
    const holdsOne = held?.some((type) => families.some(({ docType }) => docType.test(type)));
    if (families.length > 0 && holdsOne === false) return `holds no ${docTypes.join(' or ')}`;
    if (needed !== undefined && !entities.some(({ kind }) => needed.includes(kind))) {
      return `the question names no ${needed.join(', ')}`;
    }
    return asOf !== undefined && !history ? `has no record of ${asOf}` : undefined;
  }
}
