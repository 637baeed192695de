import type { TokenCounter } from './token-counter.ts';

interface Section {
  readonly text: string;
  readonly level: number;
}

/** The headings that a place in a document stands under, from the highest. */
export class SectionPath {
  readonly #sections: readonly Section[];

  constructor(sections: readonly Section[] = []) {
    this.#sections = sections;
  }

  /** The path below a heading: it closes the sections of its own and of lower levels. An empty text only closes. */
  enter(text: string, level: number): SectionPath {
    return new SectionPath([...this.#sections.filter((section) => section.level < level), { text, level }]);
  }

  /** `Item 7 > Liquidity`; empty above the first heading. */
  toString(): string {
    return joined(this.#sections);
  }

  /**
   * The line of headings that a passage begins with: the whole path or, where that takes more than `limit` tokens, its
   * end; empty when even the last heading is too long.
   */
  line(limit: number, counter: TokenCounter): string {
    for (let from = 0; from < this.#sections.length; from++) {
      const text = joined(this.#sections.slice(from));
      if (counter.count(text) <= limit) return text;
    }
    return '';
  }
}

function joined(sections: readonly Section[]): string {
  const texts = sections.map(({ text }) => text).filter((text) => text !== '');
  return texts.join(' > ');
}
