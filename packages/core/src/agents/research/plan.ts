import type { Entity } from '../../contracts/entity.ts';
import type { Period } from '../../contracts/figure.ts';
import { analyseQuestion, type Intent } from '../../evidence/question.ts';

/** What is to be looked up. Made by code, from the question alone. */
export interface ResearchPlan {
  readonly intent: Intent;
  readonly entities: readonly Entity[];
  readonly periods: readonly Period[];
  /** Nothing dated later may be used; from the request context. */
  readonly asOf?: string;
}

/** Plans the retrieval of a question. */
export function planResearch(question: string, asOf?: string): ResearchPlan {
  const { intent, entities, periods } = analyseQuestion(question);
  return { intent, entities, periods, ...(asOf === undefined ? {} : { asOf }) };
}
