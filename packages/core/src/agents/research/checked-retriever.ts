import type { CallbackManagerForRetrieverRun } from '@langchain/core/callbacks/manager';
import { BaseRetriever } from '@langchain/core/retrievers';
import { isGraphBubbleUp } from '@langchain/langgraph';
import type { Finding } from '../../contracts/finding.ts';
import type { Passage, PassageMetadata } from '../../contracts/passage.ts';
import type { RequestContext } from '../../contracts/request-context.ts';
import { isReportingRetriever, retrievalSchema } from '../../contracts/retrieval.ts';
import { abortable } from './abortable.ts';
import { permittedPassages } from './permitted.ts';
import { RetrievalError } from './retrieval-error.ts';
import type { CallConfig } from './run-context.ts';

export interface CheckedRetrieverOptions {
  readonly retriever: BaseRetriever;
  readonly context: RequestContext;
  readonly signal: AbortSignal;
}

/**
 * One retrieval on behalf of one caller. Callbacks and traces see this retriever alone, with the passages that passed
 * the access check, and never what the one inside returned or said in an error.
 */
export class CheckedRetriever extends BaseRetriever<PassageMetadata> {
  static override lc_name(): string {
    return 'CheckedRetriever';
  }

  override lc_namespace = ['plumbline', 'core', 'agents'];
  /** What the retriever had to say of the last retrieval. */
  findings: readonly Finding[] = [];
  readonly #options: CheckedRetrieverOptions;

  constructor(options: CheckedRetrieverOptions) {
    super();
    this.#options = options;
  }

  /** @throws RetrievalError when the retriever fails; the signal's reason when it was aborted */
  override async _getRelevantDocuments(query: string, _run?: CallbackManagerForRetrieverRun): Promise<Passage[]> {
    const { retriever, context, signal } = this.#options;
    signal.throwIfAborted();
    const config: CallConfig = { context, signal, callbacks: [] };
    try {
      const { documents, findings } = await abortable(retrievalOf(retriever, query, config), signal);
      this.findings = findings;
      return permittedPassages(documents, context);
    } catch (error) {
      if (isGraphBubbleUp(error)) throw error;
      signal.throwIfAborted();
      throw RetrievalError.from(retriever.getName(), error);
    }
  }
}

/** Documents of any retriever; findings of one that reports them. */
async function retrievalOf(
  retriever: BaseRetriever,
  query: string,
  config: CallConfig,
): Promise<{ documents: readonly unknown[]; findings: readonly Finding[] }> {
  if (!isReportingRetriever(retriever)) return { documents: await retriever.invoke(query, config), findings: [] };
  return retrievalSchema.parse(await retriever.retrieve(query, config));
}
