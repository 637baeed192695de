import { z } from 'zod';
import shipped from '../../../data/answer-confidence.json' with { type: 'json' };
import { ANSWER_FEATURES, answerFeatures } from './answer-features.ts';
import { type Calculation, isLookup } from './calculate.ts';

const logisticSchema = z.object({ bias: z.number(), weights: z.array(z.number()) });
const weightsSchema = z.object({
  /** Changes with every training. */
  identity: z.string(),
  features: z.array(z.string()),
  right: logisticSchema,
  asked: logisticSchema,
  /** The least probability of being right at which a calculation, or a number looked up for a follow-up, is given. */
  answerFrom: z.object({ calculation: z.number(), lookup: z.number() }),
  /** From this probability on a number that must be calculated is asked for: a quotation would be no answer. */
  askedFrom: z.object({ first: z.number(), followUp: z.number() }),
});

/**
 * What to do with a calculation. `answer`: it is right often enough. `refuse`: a number is asked for that has to be
 * calculated, and this is too likely the wrong one. `quote`: nothing that must be calculated is asked for.
 */
export type Decision = 'answer' | 'refuse' | 'quote';

export interface AnswerConfidence {
  /** Changes with every training. */
  readonly identity: string;
  /** How likely the calculation is right, and how likely the question asks for one at all; 0 to 1. */
  judge(calculation: Calculation): { readonly right: number; readonly asked: number };
  decide(calculation: Calculation): Decision;
}

/**
 * Judges calculations: two logistic models over the ranking, the words of the question, and the periods and units of the
 * numbers. The threshold is the least at which four of five answers were right on documents held out (see
 * docs/models/answer-confidence.md).
 *
 * @param weights of a training of your own (`npm run train -- answer-confidence`); default: those shipped
 * @throws ZodError when the weights have another layout
 */
export function createAnswerConfidence(weights: unknown = shipped): AnswerConfidence {
  const { identity, features: names, right, asked, answerFrom, askedFrom } = weightsSchema.parse(weights);
  const places = names.map((name) => ANSWER_FEATURES.indexOf(name));
  const judge = (calculation: Calculation): { right: number; asked: number } => {
    const features = answerFeatures(calculation);
    const values = places.map((place) => features[place] ?? 0);
    return { right: logistic(right, values), asked: logistic(asked, values) };
  };
  return {
    identity,
    judge,
    decide(calculation) {
      const followUp = calculation.problem.earlier.length > 0;
      const judged = judge(calculation);
      const { best } = calculation;
      const lookup = best !== undefined && isLookup(best.operation);
      // A first question that only looks a number up is answered by quotation.
      const answers = best !== undefined && (followUp || !lookup);
      if (answers && judged.right >= (lookup ? answerFrom.lookup : answerFrom.calculation)) return 'answer';
      return judged.asked >= (followUp ? askedFrom.followUp : askedFrom.first) ? 'refuse' : 'quote';
    },
  };
}

function logistic({ bias, weights }: z.infer<typeof logisticSchema>, values: readonly number[]): number {
  const sum = values.reduce((total, value, index) => total + value * (weights[index] ?? 0), bias);
  return 1 / (1 + Math.exp(-sum));
}
