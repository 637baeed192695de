export { answerFromSources, type ExtractiveAnswer } from './extractive/answer-from-sources.ts';
export { EXTRACTIVE_MODEL, EXTRACTIVE_PROVIDER, ExtractiveChatModel } from './extractive/extractive-chat-model.ts';
export { UnsupportedModelFeatureError } from './extractive/unsupported-model-feature-error.ts';
