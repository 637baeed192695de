import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers';
import type { GraphPassage, GraphQuery, GraphRetriever, GraphSearch } from '@plumbline/core';
import { retrieveFromGraph } from '../graph/retrieve-from-graph.ts';
import { type GraphSearchOptions, searchGraph } from '../graph/search-graph.ts';
import { traverseGraph } from '../graph/traverse-graph.ts';
import type { ContextualConfig } from '../retrieval/run-retrieval.ts';
import type { NeptuneGraph } from './neptune-graph.ts';

export interface NeptuneGraphRetrieverInput extends BaseRetrieverInput, GraphSearchOptions {
  readonly graph: NeptuneGraph;
}

/**
 * Answers from a {@link NeptuneGraph} what is asked of relations: peers, exposures, owners, suppliers, correlations. Each
 * passage is one path in words that the caller may read from end to end; a question that asks for none gets none.
 *
 * @throws MissingContextError when the config has no valid context
 * @throws GraphTimeoutError when the walk takes longer than it may
 *
 * @example
 * const retriever = new NeptuneGraphRetriever({ graph });
 * const { passages, reason } = await retriever.search('Who are the peers of Apple?', { context });
 */
export class NeptuneGraphRetriever extends BaseRetriever<GraphPassage['metadata']> implements GraphRetriever {
  static override lc_name(): string {
    return 'NeptuneGraphRetriever';
  }

  lc_namespace = ['plumbline', 'retrievers', 'neptune'];
  readonly #input: NeptuneGraphRetrieverInput;

  constructor(input: NeptuneGraphRetrieverInput) {
    super(input);
    this.#input = input;
  }

  override async invoke(question: string, options?: ContextualConfig): Promise<GraphPassage[]> {
    return (await this.search(question, options)).passages;
  }

  /** As `invoke`, and says by which template, which bounds were reached, and why nothing was found. */
  async search(question: string, options?: ContextualConfig): Promise<GraphSearch> {
    const { graph, ...search } = this.#input;
    return await retrieveFromGraph(this, { question, options }, ({ context, signal }) =>
      searchGraph(question, { graph, options: search, context, signal }),
    );
  }

  /** Runs a chosen template, e.g. for a tool of an agent. */
  async traverse(query: GraphQuery, options?: ContextualConfig): Promise<GraphSearch> {
    const { graph, ...search } = this.#input;
    return await retrieveFromGraph(this, { question: query.template, options }, ({ context, signal }) =>
      traverseGraph(query, { graph, options: search, context, signal }),
    );
  }
}
