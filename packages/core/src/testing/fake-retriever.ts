import { BaseRetriever } from '@langchain/core/retrievers';
import type { Passage } from '../contracts/passage.ts';

/** A retriever that returns what it was given, and remembers the configs it was called with. Checks no access. */
export class FakeRetriever extends BaseRetriever {
  override lc_namespace = ['test'];
  readonly configs: unknown[] = [];
  readonly #answer: (question: string) => Promise<Passage[]>;

  constructor(answer: readonly Passage[] | ((question: string) => Promise<Passage[]>)) {
    super();
    this.#answer = typeof answer === 'function' ? answer : async () => [...answer];
  }

  override async invoke(question: string, config?: unknown): Promise<Passage[]> {
    this.configs.push(config);
    return this.#answer(question);
  }
}
