import type { Answer } from './answer.ts';
import type { Recommendation } from './recommendation.ts';
import type { ReviewKind } from './review-item.ts';

/** Why a human must decide. */
export interface ReviewNeed {
  readonly kind: ReviewKind;
  readonly reason: string;
}

/** Decides whether a draft may leave without a human. Empty: it may. */
export type ReviewPolicy = (draft: Answer, recommendation?: Recommendation) => ReviewNeed[];
