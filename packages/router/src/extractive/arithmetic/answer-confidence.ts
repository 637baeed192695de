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
  lookup: logisticSchema,
  asked: logisticSchema,
  /** The least probabilities at which a calculation, or a number looked up for a follow-up, is given. */
  answerFrom: z.object({ calculation: z.number(), lookup: z.number(), asked: z.number() }),
  /** From this probability on a number that must be calculated is asked for: a quotation would be no answer. */
  askedFrom: z.object({ first: z.number(), followUp: z.number() }),
});

type Weights = z.infer<typeof weightsSchema>;

/**
 * What to do with a calculation. `answer`: it is right often enough. `refuse`: a number is asked for that has to be
 * calculated, and this is too likely the wrong one. `quote`: nothing that must be calculated is asked for.
 */
export type Decision = 'answer' | 'refuse' | 'quote';

export interface AnswerConfidence {
  /** Changes with every training. */
  readonly identity: string;
  judge(calculation: Calculation): Judgement;
  decide(calculation: Calculation): Decision;
}

/**
 * Judges calculations: three logistic models over the ranking, the words of the question, and the periods and units of the
 * numbers. The threshold is the least at which four of five answers were right on documents held out (see
 * docs/models/answer-confidence.md).
 *
 * @param weights of a training of your own (`npm run train -- answer-confidence`); default: those shipped
 * @throws ZodError when the weights have another layout
 */
export function createAnswerConfidence(weights: unknown = shipped): AnswerConfidence {
  const { identity, answerFrom, askedFrom, of } = readAnswerWeights(weights);
  const judge = (calculation: Calculation): Judgement => of(answerFeatures(calculation));
  return {
    identity,
    judge,
    decide(calculation) {
      const followUp = calculation.problem.earlier.length > 0;
      const judged = judge(calculation);
      const { best } = calculation;
      const lookup = best !== undefined && isLookup(best.operation);
      // A first question that only looks a number up is answered by quotation.
      if (lookup && followUp && judged.lookup >= answerFrom.lookup) return 'answer';
      const calculates = best !== undefined && !lookup && judged.asked >= answerFrom.asked;
      if (calculates && judged.right >= answerFrom.calculation) return 'answer';
      return judged.asked >= (followUp ? askedFrom.followUp : askedFrom.first) ? 'refuse' : 'quote';
    },
  };
}

/** Three probabilities of a calculation, 0 to 1. */
export interface Judgement {
  /** That the calculation is right, if one is asked for. */
  readonly right: number;
  /** That the number is right which the best candidate of a follow-up looks up. */
  readonly lookup: number;
  /** That the question asks for a calculated number at all. */
  readonly asked: number;
}

/** The models as `training/models/answer_confidence.py` writes them; `of` takes the values of `ANSWER_FEATURES`. */
export function readAnswerWeights(file: unknown): Pick<Weights, 'identity' | 'answerFrom' | 'askedFrom'> & {
  of(features: readonly number[]): Judgement;
} {
  const { identity, features: names, right, lookup, asked, answerFrom, askedFrom } = weightsSchema.parse(file);
  const places = names.map((name) => ANSWER_FEATURES.indexOf(name));
  return {
    identity,
    answerFrom,
    askedFrom,
    of(features) {
      const values = places.map((place) => features[place] ?? 0);
      return { right: logistic(right, values), lookup: logistic(lookup, values), asked: logistic(asked, values) };
    },
  };
}

function logistic({ bias, weights }: z.infer<typeof logisticSchema>, values: readonly number[]): number {
  const sum = values.reduce((total, value, index) => total + value * (weights[index] ?? 0), bias);
  return 1 / (1 + Math.exp(-sum));
}
