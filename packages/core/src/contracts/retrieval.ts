import { z } from 'zod';
import { type Finding, findingSchema } from './finding.ts';
import type { Passage } from './passage.ts';

/** Passages, and what is to be known of how they were found. */
export interface Retrieval {
  readonly documents: Passage[];
  /** E.g. a `warn` for a source that did not answer. No text of a passage stands in them. */
  readonly findings: readonly Finding[];
}

/**
 * A retriever that can say how a retrieval went. LangChain's `invoke` returns documents alone; who wants to know more
 * calls `retrieve` instead. What both tell to callbacks is nothing but what the caller may read.
 */
export interface ReportingRetriever {
  readonly reportsFindings: true;
  /** Like `invoke`, with the findings. `config` is a LangChain config whose `context` is a `RequestContext`. */
  retrieve(question: string, config?: object): Promise<Retrieval>;
}

/** Whether a retriever has `retrieve`, and means by it what is said here. */
export function isReportingRetriever<T extends object>(retriever: T): retriever is T & ReportingRetriever {
  return (
    'reportsFindings' in retriever &&
    retriever.reportsFindings === true &&
    'retrieve' in retriever &&
    typeof retriever.retrieve === 'function'
  );
}

/** Parses what `retrieve` returned, where it comes from outside; documents are to be parsed one by one. */
export const retrievalSchema = z.object({ documents: z.array(z.unknown()), findings: z.array(findingSchema) });
