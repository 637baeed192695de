import { CallbackManager, type Callbacks } from '@langchain/core/callbacks/manager';
import type { BaseRetriever } from '@langchain/core/retrievers';
import {
  type Finding,
  isReportingRetriever,
  type Passage,
  passageSchema,
  type RequestContext,
  retrievalSchema,
} from '@plumbline/core';
import { describeFailure } from './describe-failure.ts';
import { isPermitted } from './is-permitted.ts';
import type { ContextualConfig } from './run-retrieval.ts';

export interface InnerCall {
  readonly retriever: BaseRetriever;
  /** The name that traces show. */
  readonly name: string;
  readonly question: string;
  readonly context: RequestContext;
  readonly signal: AbortSignal | undefined;
  readonly callbacks: Callbacks | undefined;
}

/** What a retriever inside of another one found, after the checks. */
export interface InnerRetrieval {
  /** What the caller may read, in the retriever's order, each id once. */
  readonly documents: readonly Passage[];
  /** Ids of what the caller may not read. Nothing of them may show, their number neither. */
  readonly refused: ReadonlySet<string>;
  /** Those of the retriever, and a `warn` where documents had no id, or metadata that are not a passage's. */
  readonly findings: readonly Finding[];
}

/**
 * Asks a retriever that is part of another one. It may be any retriever: what it returns is parsed and checked for
 * access, and callbacks hear of the passages that passed and of the kind of an error. Callbacks are handed on only to a
 * retriever that promises the same.
 */
export async function innerRetrieval(call: InnerCall): Promise<InnerRetrieval> {
  const { retriever, name, question, context, signal, callbacks } = call;
  const manager = CallbackManager.configure(callbacks);
  const run = await manager?.handleRetrieverStart(
    retriever.toJSON(),
    question,
    undefined,
    undefined,
    undefined,
    undefined,
    name,
  );
  const isReporting = isReportingRetriever(retriever);
  const config: ContextualConfig = { context, callbacks: isReporting ? (run?.getChild() ?? []) : [] };
  if (signal !== undefined) config.signal = signal;
  try {
    const found = isReporting
      ? retrievalSchema.parse(await retriever.retrieve(question, config))
      : { documents: await retriever.invoke(question, config), findings: [] };
    const { malformed, ...checked } = checkDocuments(found.documents, context);
    await run?.handleRetrieverEnd([...checked.documents]);
    return { ...checked, findings: [...found.findings, ...malformedFindings(malformed, name)] };
  } catch (error) {
    await run?.handleRetrieverError(new Error(`${name} failed (${describeFailure(error)}).`));
    throw error;
  }
}

function malformedFindings(malformed: number, name: string): Finding[] {
  if (malformed === 0) return [];
  const message = `${malformed} documents of ${name} are no passages (id or metadata) and were left out.`;
  return [{ validator: 'retrieval', severity: 'warn', action: 'allow', message }];
}

function checkDocuments(
  documents: readonly unknown[],
  context: RequestContext,
): Pick<InnerRetrieval, 'documents' | 'refused'> & { malformed: number } {
  const permitted = isPermitted(context);
  const kept = new Map<string, Passage>();
  const refused = new Set<string>();
  let malformed = 0;
  for (const document of documents) {
    const parsed = passageSchema.safeParse(document);
    if (!parsed.success) malformed += 1;
    else if (!permitted(parsed.data.metadata)) refused.add(parsed.data.id);
    else if (!kept.has(parsed.data.id)) kept.set(parsed.data.id, parsed.data);
  }
  return { documents: [...kept.values()].filter(({ id }) => !refused.has(id)), refused, malformed };
}
