import type { BaseDocumentCompressor } from '@langchain/core/retrievers/document_compressors';
import type { Finding, Passage } from '@plumbline/core';
import { isReportingReranker, type Reranked } from '../rerank/model-rerank.ts';
import { describeFailure, isGraphInterrupt } from '../retrieval/describe-failure.ts';
import { stopOn } from '../retrieval/stop-on.ts';
import { timeLeft } from '../retrieval/time-left.ts';

export interface RerankCall {
  readonly reranker: BaseDocumentCompressor;
  readonly question: string;
  readonly passages: readonly Passage[];
  readonly deadlineMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * The order a reranker gives, or the given one and a finding when it fails or is late. Text and rights stay those of the
 * given passages; only `score` and new `scores` come from the reranker, and what it made up is left out.
 */
export async function rerank({ reranker, question, passages, deadlineMs, signal }: RerankCall): Promise<{
  readonly passages: readonly Passage[];
  readonly findings: readonly Finding[];
}> {
  if (passages.length === 0) return { passages, findings: [] };
  const late = timeLeft(deadlineMs);
  const either = signal === undefined ? late : AbortSignal.any([signal, late]);
  try {
    const { documents, findings } = await stopOn(either, () =>
      askReranker(reranker, { question, passages, signal: either }),
    );
    // What it says of itself: it could not rerank, and gave back what it got.
    return findings.length > 0 ? { passages, findings } : { passages: reordered(documents, passages), findings };
  } catch (error) {
    signal?.throwIfAborted();
    if (isGraphInterrupt(error)) throw error;
    const why = late.aborted ? `took longer than ${deadlineMs} ms` : `failed (${describeFailure(error)})`;
    const message = `The reranker ${why}; the passages are in the order of the fusion.`;
    return { passages, findings: [{ validator: 'tiered-retriever', severity: 'warn', action: 'allow', message }] };
  }
}

async function askReranker(
  reranker: BaseDocumentCompressor,
  { question, passages, signal }: { question: string; passages: readonly Passage[]; signal: AbortSignal },
): Promise<Reranked> {
  if (isReportingReranker(reranker)) return await reranker.rerank(passages, question, { signal });
  return { documents: await reranker.compressDocuments([...passages], question), findings: [] };
}

function reordered(
  ranked: readonly { id?: string | undefined; metadata: Record<string, unknown> }[],
  passages: readonly Passage[],
): Passage[] {
  const left = new Map(passages.map((passage) => [passage.id, passage]));
  return ranked.flatMap(({ id = '', metadata }) => {
    const passage = left.get(id);
    if (passage === undefined) return [];
    left.delete(id);
    const { score } = metadata;
    if (typeof score !== 'number' || !Number.isFinite(score)) return [passage];
    const scores = { ...passage.metadata.scores, rerank: score };
    return [{ ...passage, metadata: { ...passage.metadata, score, scores } }];
  });
}
