/** Tokens of a text, or of a pair, with the special tokens of the model. */
export interface TokenSequence {
  readonly ids: readonly number[];
  /** 0 for the first text, 1 for the second. Default: all 0. */
  readonly typeIds?: readonly number[];
}

export interface TokenizeOptions {
  /** The second text of a pair. */
  readonly pair?: string | undefined;
  /** No more tokens than this, the special ones included. */
  readonly maxTokens: number;
}

/** Makes tokens of a text as a model's vocabulary has them. */
export type Tokenizer = (text: string, options: TokenizeOptions) => TokenSequence;
