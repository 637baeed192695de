import type { DocumentInterface } from '@langchain/core/documents';
import type { BaseRetriever } from '@langchain/core/retrievers';
import type { Passage, Principal } from '@plumbline/core';
import type { ContextualConfig } from '@plumbline/retrievers/tiered';
import { type Labels, mayRead } from './may-read.ts';

/** One adapter over the population. */
export interface LeakAdapter {
  readonly retriever: BaseRetriever;
  readonly question: string;
  /** Labels of everything a passage was made of, from the population and never from the passage itself. */
  labelsOf(found: DocumentInterface): readonly (Labels | undefined)[];
  close(): Promise<void>;
}

/** Makes an adapter that holds these passages. */
export type OpenAdapter = (passages: readonly Passage[]) => Promise<LeakAdapter>;

export interface LeakReport {
  /** Who saw what he may not: at most a few, in words. */
  readonly leaks: readonly string[];
  readonly shown: number;
  /** Principals who saw anything. */
  readonly served: number;
}

/** Asks on behalf of each principal, and holds what comes back against the population. */
export async function findLeaks(adapter: LeakAdapter, principals: readonly Principal[]): Promise<LeakReport> {
  const leaks: string[] = [];
  let [shown, served] = [0, 0];
  for (const principal of principals) {
    const config: ContextualConfig = { context: { principal, traceId: 'leak' } };
    const found = await adapter.retriever.invoke(adapter.question, config);
    shown += found.length;
    served += found.length > 0 ? 1 : 0;
    for (const passage of found) {
      const isOpen = adapter.labelsOf(passage).every((one) => one !== undefined && mayRead(principal, one));
      if (!isOpen && leaks.length < 5) leaks.push(`${JSON.stringify(principal)} saw ${JSON.stringify(passage)}`);
    }
  }
  return { leaks, shown, served };
}

/** Finds the labels of a passage by its document. */
export function labelsByDocument(passages: readonly Passage[]): LeakAdapter['labelsOf'] {
  const known = new Map(passages.map(({ metadata }) => [metadata.docId, { ...metadata, acl: [...metadata.acl] }]));
  return ({ metadata }) => [known.get(String(metadata['docId']))];
}

export const QUESTION = 'How much cash did Northwind hold?';
