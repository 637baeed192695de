import type { RequestContext } from '@plumbline/core';
import type { ContextualConfig } from '../retrieval/run-retrieval.ts';

/** A question to have in the cache, for those who may see what this context may. */
export interface WarmUpItem {
  readonly question: string;
  readonly context: RequestContext;
}

export interface WarmUpReport {
  /** Retrieved anew. */
  readonly loaded: number;
  /** In the cache already, or retrieved by another call. */
  readonly present: number;
  readonly failed: number;
}

/** Asks the questions, a few at a time; ends early when the signal aborts. */
export async function warmUp(
  items: readonly WarmUpItem[],
  { concurrency = 2, signal }: { concurrency?: number; signal?: AbortSignal },
  retrieve: (question: string, config: ContextualConfig) => Promise<{ readonly from: string }>,
): Promise<WarmUpReport> {
  const waiting = [...items];
  const report = { loaded: 0, present: 0, failed: 0 };
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      signal?.throwIfAborted();
      const { question, context } = item;
      const config: ContextualConfig = { context, ...(signal === undefined ? {} : { signal }) };
      const from = await retrieve(question, config).then(
        (result) => result.from,
        () => 'failed',
      );
      report[from === 'failed' ? 'failed' : from === 'miss' ? 'loaded' : 'present'] += 1;
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, worker));
  return report;
}
