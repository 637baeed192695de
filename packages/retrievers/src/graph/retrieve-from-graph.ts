import type { BaseRetriever } from '@langchain/core/retrievers';
import type { GraphSearch } from '@plumbline/core';
import { type ContextualConfig, type Retrieval, runReporting } from '../retrieval/run-retrieval.ts';

/** What every retriever does around its search, for a search that says more than its passages. */
export async function retrieveFromGraph(
  retriever: BaseRetriever,
  asked: { readonly question: string; readonly options: ContextualConfig | undefined },
  search: (retrieval: Retrieval) => Promise<GraphSearch>,
): Promise<GraphSearch> {
  const { found } = await runReporting(retriever, asked, async (retrieval) => {
    const found = await search(retrieval);
    return { documents: found.passages, found };
  });
  return found;
}
