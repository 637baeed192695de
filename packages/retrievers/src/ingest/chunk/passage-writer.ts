import type { Passage } from '@plumbline/core';
import type { LoadedDocument } from '../document.ts';
import { type Chunk, type PassagePlace, passageMaker } from './passage-of.ts';
import { type Glue, PassageText } from './passage-text.ts';
import { SectionPath } from './section-path.ts';
import { splitLong } from './split-long.ts';
import type { TokenCounter } from './token-counter.ts';

export interface PassageWriterOptions {
  readonly counter: TokenCounter;
  readonly maxTokens: number;
  /** The number of the first passage. */
  readonly firstChunk: number;
}

/** Characters that Unicode versions may class differently: a passage with one is counted once more as a whole. */
const UNCOMMON = /[\x85\u2c00-\uffff]/;

/**
 * The passage that is being filled: it knows its page and section, begins with the line of headings, and yields what is
 * finished. Headings that no text follows make a passage of their own, so that nothing is lost.
 */
export class PassageWriter {
  readonly #passageOf: (text: string, place: PassagePlace) => Passage;
  readonly #options: PassageWriterOptions;
  readonly #headLimit: number;
  #path = new SectionPath();
  /** That of the last heading. */
  #level = 0;
  /** The line of headings of the section. */
  #head = '';
  /** No passage has shown the line of headings yet. */
  #headPending = false;
  #headTokens = 0;
  #body: PassageText | undefined;
  #page: number | undefined;
  #table: string | undefined;
  #chunk: number;

  constructor(document: LoadedDocument, options: PassageWriterOptions) {
    this.#passageOf = passageMaker(document);
    this.#options = options;
    this.#headLimit = Math.floor(options.maxTokens / 4);
    this.#chunk = options.firstChunk;
  }

  /** The number that the next passage gets. */
  get nextChunk(): number {
    return this.#chunk;
  }

  /** Tokens that are left in the open passage. */
  get room(): number {
    return this.#open().room;
  }

  /** Tokens of the open passage, without the headings. */
  get filled(): number {
    return this.#open().tokens - this.#headTokens;
  }

  /** Names the table that the open passage holds; the first one counts. */
  holds(table: string): void {
    this.#table ??= table;
  }

  /** Adds a trimmed piece to the open passage when it fits; `tokens` spares counting the piece where it is known. */
  add(piece: string, glue: Glue, tokens?: number): boolean {
    const body = this.#open();
    return body.add(piece, body.tokens === this.#headTokens ? '\n\n' : glue, tokens);
  }

  /** Adds what may be longer than a passage, in as many pieces as it takes. */
  *addLong(text: string, glue: Glue, limit = this.#options.maxTokens - this.#headLimit): Generator<Chunk> {
    for (const piece of splitLong(text, limit, this.#options.counter)) {
      if (this.add(piece, glue)) continue;
      yield* this.flush();
      if (!this.add(piece, glue)) yield* this.addLong(piece, glue, Math.floor(limit / 2));
    }
  }

  /** Goes to a page; a passage does not span two. */
  *turnTo(page: number | undefined): Generator<Chunk> {
    if (page === this.#page) return;
    yield* this.end();
    this.#page = page;
  }

  /** Goes to the section of a heading. */
  *enter(heading: string, level: number): Generator<Chunk> {
    yield* this.flush();
    const path = this.#path.enter(heading, level);
    const head = path.line(this.#headLimit, this.#options.counter);
    const goesOn = level > this.#level && head.startsWith(this.#head);
    if (this.#headPending && !goesOn) yield* this.end();
    this.#path = path;
    this.#level = level;
    this.#head = head;
    this.#headPending = head !== '' && (heading !== '' || this.#headPending);
    if (head === '') yield* this.addLong(heading, '\n\n');
  }

  /** Yields the open passage when it says more than its headings. */
  *flush(): Generator<Chunk> {
    const body = this.#body;
    this.#body = undefined;
    if (body !== undefined && body.tokens > this.#headTokens) yield* this.#finish(body);
    this.#table = undefined;
  }

  /** Yields the open passage, and the headings that no text followed. */
  *end(): Generator<Chunk> {
    yield* this.flush();
    if (!this.#headPending) return;
    yield* this.#finish(this.#open());
    this.#body = undefined;
  }

  #open(): PassageText {
    if (this.#body !== undefined) return this.#body;
    const body = new PassageText(this.#options.counter, this.#options.maxTokens);
    if (this.#head !== '') body.add(this.#head, '\n');
    this.#headTokens = body.tokens;
    this.#body = body;
    return body;
  }

  *#finish({ text, tokens }: PassageText): Generator<Chunk> {
    this.#headPending = false;
    const { counter, maxTokens } = this.#options;
    const exact = UNCOMMON.test(text) ? counter.encodeAndCount(text) : tokens;
    if (exact <= maxTokens) {
      yield this.#chunkOf(text, exact);
      return;
    }
    for (const piece of splitLong(text, Math.floor(maxTokens / 2), counter)) {
      yield this.#chunkOf(piece, counter.encodeAndCount(piece));
    }
  }

  #chunkOf(text: string, tokens: number): Chunk {
    const section = this.#path.toString();
    const passage = this.#passageOf(text, {
      chunk: this.#chunk++,
      ...(this.#page === undefined ? {} : { page: this.#page }),
      ...(section === '' ? {} : { section }),
      ...(this.#table === undefined ? {} : { table: this.#table }),
    });
    return { passage, tokens };
  }
}
