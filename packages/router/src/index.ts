export { answerFromSources, type ExtractiveAnswer } from './extractive/answer-from-sources.ts';
export {
  type AnswerConfidence,
  createAnswerConfidence,
  type Decision,
  type Judgement,
} from './extractive/arithmetic/answer-confidence.ts';
export type { Calculation } from './extractive/arithmetic/calculate.ts';
export {
  EXTRACTIVE_MODEL,
  EXTRACTIVE_PROVIDER,
  ExtractiveChatModel,
  type ExtractiveChatModelFields,
} from './extractive/extractive-chat-model.ts';
export { UnsupportedModelFeatureError } from './extractive/unsupported-model-feature-error.ts';
