import type { BaseRetriever } from '@langchain/core/retrievers';
import type { Filter, Passage, PassageMetadata, RequestContext } from '@plumbline/core';

/** A retriever over passages of the case's own. */
export interface RetrieverFixture {
  /** Makes exactly these passages retrievable. Called once, before any question. */
  fill(passages: readonly Passage[]): Promise<void>;
  retriever(input: RetrieverInput): BaseRetriever<PassageMetadata>;
  dispose(): Promise<void>;
}

export interface RetrieverInput {
  /** Passages to return at most; up to 100. */
  readonly k: number;
  readonly filter?: Filter;
}

/** Asks as a caller does. `context` is our key on a LangChain config. */
export async function ask(
  { retriever }: RetrieverFixture,
  { question, context, ...input }: RetrieverInput & { readonly question: string; readonly context: RequestContext },
): Promise<Passage[]> {
  const config: object = { context };
  const documents = await retriever(input).invoke(question, config);
  return documents.map((document) => ({ ...document, id: document.id ?? '' }));
}
