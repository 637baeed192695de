import type { CompiledQuestion, CompiledUnit } from './compiled-question.ts';

/** A row of a table has at most this many tokens; more is prose with figures in it. */
const MAX_ROW_TOKENS = 40;
/** A row has at least this share of figures. */
const ROW_DENSITY = 0.15;
/** A heading or the name of a statement stands on a line of at most this many tokens. */
const MAX_HEADING_TOKENS = 14;
/** A wording the question does not use itself proves a little less. */
const OTHER_WORDING = 0.9;

/** Counts one line of a passage at a time against a question; used again for every line. */
export class LineTally {
  /** 1 for each stem of the question that the line has. */
  readonly present: Uint8Array;
  tokens = 0;
  figures = 0;
  /** Different words of the question on the line, figures left out. */
  matched = 0;
  #previous = -1;
  readonly #question: CompiledQuestion;

  constructor(question: CompiledQuestion) {
    this.#question = question;
    this.present = new Uint8Array(question.size);
  }

  /** Takes in a token; gives its number when the question has it, and the pair it ends, or -1. */
  add(hash: number, isFigure: boolean): { number: number; pair: number } | undefined {
    this.tokens += 1;
    if (isFigure) this.figures += 1;
    const number = this.#question.numbers.get(hash);
    if (number === undefined) {
      this.#previous = -1;
      return undefined;
    }
    if (this.present[number] === 0 && !isFigure) this.matched += 1;
    this.present[number] = 1;
    const joined = this.#previous < 0 ? -1 : this.#previous * this.#question.size + number;
    this.#previous = number;
    return { number, pair: this.#question.pairs.has(joined) ? joined : -1 };
  }

  /** Whether the line reads like a row of a table: figures, and few words. */
  get isRow(): boolean {
    return this.figures > 0 && this.tokens <= MAX_ROW_TOKENS && this.figures / this.tokens >= ROW_DENSITY;
  }

  /** Whether it reads like a heading: few words and no figures. */
  get isHeading(): boolean {
    return this.tokens > 0 && this.figures === 0 && this.tokens <= MAX_HEADING_TOKENS;
  }

  /** Share of the line's words that the question has. */
  get precision(): number {
    const words = this.tokens - this.figures;
    return words === 0 ? 0 : this.matched / words;
  }

  /** Whether the line names a statement the question needs. */
  get namesStatement(): boolean {
    const { statements } = this.#question;
    return (
      this.matched > 0 &&
      this.tokens <= MAX_HEADING_TOKENS &&
      statements.some((names) => names.some((name) => name.every((stem) => this.present[stem])))
    );
  }

  reset(): void {
    this.present.fill(0);
    this.tokens = 0;
    this.figures = 0;
    this.matched = 0;
    this.#previous = -1;
  }
}

/** How much of a unit a line holds, by its best wording, 0 to 1. */
export function heldBy(unit: CompiledUnit, present: Uint8Array): number {
  let best = share(unit.own, present);
  for (const other of unit.others) {
    if (best === 1) break;
    best = Math.max(best, OTHER_WORDING * share(other, present));
  }
  return best;
}

/** How much of a wording is present; half of a two-word wording proves less than half. */
function share(stems: readonly number[], present: Uint8Array): number {
  let count = 0;
  for (const stem of stems) count += present[stem] ?? 0;
  return stems.length === 0 ? 0 : (count / stems.length) ** 2;
}
