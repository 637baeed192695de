import { CallbackManager, type Callbacks } from '@langchain/core/callbacks/manager';
import type { BaseRetriever } from '@langchain/core/retrievers';
import { ensureConfig, type RunnableConfig } from '@langchain/core/runnables';
import { type Passage, type RequestContext, requireRequestContext } from '@plumbline/core';
import { stopOn } from './stop-on.ts';
import { timeLeft } from './time-left.ts';

/** A LangChain config whose `context` is a `RequestContext`; what comes in is parsed, hence `unknown`. */
export type ContextualConfig = Partial<RunnableConfig> & { context?: unknown };

/** One question on its way. */
export interface Retrieval {
  readonly question: string;
  readonly context: RequestContext;
  /** Aborts when the caller's signal does, or the deadline of the context passes. */
  readonly signal: AbortSignal | undefined;
  /** For retrievers that are part of this one. They must be told of nothing that the caller may not read. */
  readonly callbacks: Callbacks | undefined;
}

interface Asked {
  readonly question: string;
  readonly options: ContextualConfig | undefined;
}

/**
 * What an overridden `invoke` of a retriever does around its search: LangChain's own hands the search neither signal nor
 * context. Reports start, end and error to the callbacks, and lets the caller go as soon as the signal aborts.
 *
 * @throws MissingContextError when the config has no valid context
 */
export async function runRetrieval(
  retriever: BaseRetriever,
  asked: Asked,
  search: (retrieval: Retrieval) => Promise<Passage[]>,
): Promise<Passage[]> {
  const { documents } = await runReporting(retriever, asked, async (retrieval) => ({
    documents: await search(retrieval),
  }));
  return documents;
}

/** The same for a search that has more to say than its documents. */
export async function runReporting<Report extends { readonly documents: Passage[] }>(
  retriever: BaseRetriever,
  { question, options }: Asked,
  search: (retrieval: Retrieval) => Promise<Report>,
): Promise<Report> {
  const config: ContextualConfig = ensureConfig(options);
  const context = requireRequestContext(config, retriever.getName());
  const run = await startRun(retriever, question, config);
  try {
    const callbacks = run?.getChild();
    const report = await stopOn(signalOf(config.signal, context), (signal) =>
      search({ question, context, signal, callbacks }),
    );
    await run?.handleRetrieverEnd(report.documents);
    return report;
  } catch (error) {
    await run?.handleRetrieverError(error);
    throw error;
  }
}

async function startRun(retriever: BaseRetriever, question: string, config: ContextualConfig) {
  const { callbacks, tags, metadata, verbose = false } = retriever;
  const manager = CallbackManager.configure(config.callbacks, callbacks, config.tags, tags, config.metadata, metadata, {
    verbose,
  });
  return await manager?.handleRetrieverStart(
    retriever.toJSON(),
    question,
    config.runId,
    undefined,
    undefined,
    undefined,
    config.runName,
  );
}

/** The config's signal, and the deadline of the request. */
function signalOf(signal: AbortSignal | undefined, { deadline }: RequestContext): AbortSignal | undefined {
  if (deadline === undefined) return signal;
  const left = timeLeft(deadline - Date.now(), 'The deadline of the request has passed (timeout).');
  return signal === undefined ? left : AbortSignal.any([signal, left]);
}
