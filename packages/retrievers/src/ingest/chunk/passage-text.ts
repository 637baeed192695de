import type { TokenCounter } from './token-counter.ts';

/** What stands between two pieces of a passage. */
export type Glue = ' ' | '\n' | '\n\n';

/**
 * A passage's text while it grows, with its exact number of tokens. Pieces are trimmed, so that a piece begins and ends
 * with something other than white space; then the cl100k pattern never takes characters of both sides of a blank or a
 * line break into one token, save for line breaks, which join the punctuation before them. Hence
 * tokens(a + ' ' + b) = tokens(a) + tokens(' ' + b), and tokens(a + '\n' + b) = tokens(a + '\n') + tokens(b): nothing
 * is encoded twice.
 */
export class PassageText {
  readonly #counter: TokenCounter;
  readonly #limit: number;
  #text = '';
  #last = '';
  #tokens = 0;

  constructor(counter: TokenCounter, limit: number) {
    this.#counter = counter;
    this.#limit = limit;
  }

  get text(): string {
    return this.#text;
  }

  get tokens(): number {
    return this.#tokens;
  }

  /** Tokens that are left. */
  get room(): number {
    return this.#limit - this.#tokens;
  }

  /** What a piece would add; `tokens` spares counting the piece where it is known. */
  cost(piece: string, glue: Glue, tokens?: number): number {
    if (this.#text === '') return tokens ?? this.#counter.count(piece);
    if (glue === ' ') return this.#counter.count(` ${piece}`);
    return this.#breakCost(glue) + (tokens ?? this.#counter.count(piece));
  }

  /** Adds a trimmed piece when it fits. */
  add(piece: string, glue: Glue, tokens?: number): boolean {
    const cost = this.cost(piece, glue, tokens);
    if (this.#tokens + cost > this.#limit) return false;
    this.#text += this.#text === '' ? piece : glue + piece;
    this.#last = glue === ' ' ? ` ${piece}` : piece;
    this.#tokens += cost;
    return true;
  }

  /** What a line break adds behind the last piece: it may join the punctuation at its end. */
  #breakCost(glue: Glue): number {
    const word = this.#last.slice(Math.max(0, this.#last.lastIndexOf(' ')));
    return this.#counter.count(word + glue) - this.#counter.count(word);
  }
}
