import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import {
  BaseChatModel,
  type BaseChatModelCallOptions,
  type BaseChatModelParams,
  type LangSmithParams,
} from '@langchain/core/language_models/chat_models';
import type { ModelProfile } from '@langchain/core/language_models/profile';
import {
  AIMessage,
  AIMessageChunk,
  type BaseMessage,
  type StandardMessageStructure,
  type UsageMetadata,
} from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import { createDerivationRanker, type DerivationRanker } from '@plumbline/core/derivations';
import { answerFromSources } from './answer-from-sources.ts';
import { answerByCalculation, type Calculator } from './arithmetic/answer-by-calculation.ts';
import { type AnswerConfidence, createAnswerConfidence } from './arithmetic/answer-confidence.ts';
import { readConversation } from './conversation.ts';
import { UnsupportedModelFeatureError } from './unsupported-model-feature-error.ts';

/** The provider and model name the extractive model reports. It is no language model and does not pose as one. */
export const EXTRACTIVE_PROVIDER = 'plumbline-extractive';
export const EXTRACTIVE_MODEL = 'extractive-1';

/** Characters per token of English prose, for the usage figures: nothing is billed by them. */
const CHARACTERS_PER_TOKEN = 4;

export interface ExtractiveChatModelFields extends BaseChatModelParams {
  /** Finds what to calculate. Default: the ranker that ships with `@plumbline/core/derivations`. */
  readonly ranker?: DerivationRanker;
  /** Decides whether a calculation is good enough to be an answer. Default: the model that ships with this package. */
  readonly confidence?: AnswerConfidence;
}

/**
 * Answers only from the sources in its prompt, with `[n]` citations: by quoting their sentences and table rows, and by
 * calculating with their numbers (difference, percentage change, sum, average, ratio, share), the formula shown. Says
 * "Not found in the sources" otherwise, with the reason where a calculation was asked for. Follow-up questions are
 * read with the messages before them. Deterministic, in process, no network: the offline default.
 *
 * The prompt is what `renderQuestion` and `renderSources` of `@plumbline/core` write, in the last human message.
 * `usage_metadata` counts a token for every four characters. Tools and structured output are not supported.
 *
 * @example
 * const model = new ExtractiveChatModel();
 * await model.invoke(`${renderQuestion('What were net sales in 2019?')}\n${renderSources(passages)}`);
 */
export class ExtractiveChatModel extends BaseChatModel<BaseChatModelCallOptions> {
  static override lc_name(): string {
    return 'ExtractiveChatModel';
  }

  override lc_namespace = ['plumbline', 'router', 'extractive'];

  readonly #calculator: Calculator;

  constructor({ ranker, confidence, ...fields }: ExtractiveChatModelFields = {}) {
    super(fields);
    this.#calculator = {
      ranker: ranker ?? createDerivationRanker(),
      confidence: confidence ?? createAnswerConfidence(),
    };
  }

  override _llmType(): string {
    return EXTRACTIVE_PROVIDER;
  }

  override get profile(): ModelProfile {
    return { toolCalling: false, structuredOutput: false };
  }

  override getLsParams(options: this['ParsedCallOptions']): LangSmithParams {
    return { ...super.getLsParams(options), ls_provider: EXTRACTIVE_PROVIDER, ls_model_name: EXTRACTIVE_MODEL };
  }

  /** @throws UnsupportedModelFeatureError always; `withStructuredOutput` needs it and throws the same */
  override bindTools(): never {
    throw new UnsupportedModelFeatureError('ExtractiveChatModel', 'tools and structured output');
  }

  override async _generate(messages: BaseMessage[], options: this['ParsedCallOptions']): Promise<ChatResult> {
    options.signal?.throwIfAborted();
    const text = this.#draft(messages);
    const usage = usageOf(messages, text);
    const message = new AIMessage<StandardMessageStructure>({
      content: text,
      usage_metadata: usage,
      response_metadata: responseMetadata(),
    });
    return {
      generations: [{ text, message }],
      llmOutput: {
        tokenUsage: {
          promptTokens: usage.input_tokens,
          completionTokens: usage.output_tokens,
          totalTokens: usage.total_tokens,
        },
      },
    };
  }

  #draft(messages: readonly BaseMessage[]): string {
    const conversation = readConversation(messages);
    const { question, sources } = conversation;
    const calculated = answerByCalculation(conversation, this.#calculator);
    if (calculated.kind === 'answer') return calculated.text;
    const { text, quoted } = answerFromSources(question, sources);
    return quoted.length === 0 ? calculated.otherwise : text;
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    runManager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    options.signal?.throwIfAborted();
    const text = this.#draft(messages);
    for (const piece of text.match(/\S+\s*/g) ?? []) {
      options.signal?.throwIfAborted();
      const chunk = new ChatGenerationChunk({ text: piece, message: new AIMessageChunk({ content: piece }) });
      yield chunk;
      await runManager?.handleLLMNewToken(piece, undefined, undefined, undefined, undefined, { chunk });
    }
    const last = { content: '', usage_metadata: usageOf(messages, text), response_metadata: responseMetadata() };
    yield new ChatGenerationChunk({ text: '', message: new AIMessageChunk<StandardMessageStructure>(last) });
  }
}

function responseMetadata(): { model_provider: string; model_name: string; finish_reason: string } {
  return { model_provider: EXTRACTIVE_PROVIDER, model_name: EXTRACTIVE_MODEL, finish_reason: 'stop' };
}

function usageOf(messages: readonly BaseMessage[], text: string): UsageMetadata {
  const input = messages.reduce((sum, message) => sum + estimateTokens(message.text), 0);
  const output = estimateTokens(text);
  return { input_tokens: input, output_tokens: output, total_tokens: input + output };
}

function estimateTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}
