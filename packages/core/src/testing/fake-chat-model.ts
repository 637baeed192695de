import { BaseChatModel, type LangSmithParams } from '@langchain/core/language_models/chat_models';
import { AIMessage, type BaseMessage } from '@langchain/core/messages';
import type { ChatResult } from '@langchain/core/outputs';

/** A chat model that writes what it is told to, and remembers its prompts and call options. Reports no usage. */
export class FakeChatModel extends BaseChatModel {
  readonly prompts: BaseMessage[][] = [];
  readonly options: unknown[] = [];
  readonly #write: (prompt: string) => string | Promise<string>;

  constructor(write: string | ((prompt: string) => string | Promise<string>)) {
    super({});
    this.#write = typeof write === 'string' ? () => write : write;
  }

  override _llmType(): string {
    return 'fake';
  }

  override getLsParams(): LangSmithParams {
    return { ls_provider: 'fake', ls_model_name: 'fake-1', ls_model_type: 'chat' };
  }

  override async _generate(messages: BaseMessage[], options: this['ParsedCallOptions']): Promise<ChatResult> {
    this.prompts.push(messages);
    this.options.push(options);
    const text = await this.#write(messages.map((message) => message.text).join('\n'));
    return { generations: [{ text, message: new AIMessage(text) }] };
  }
}
