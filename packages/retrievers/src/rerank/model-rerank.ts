import type { DocumentInterface } from '@langchain/core/documents';
import { type Finding, PlumblineError } from '@plumbline/core';
import { stopOn } from '../retrieval/stop-on.ts';
import { timeLeft } from '../retrieval/time-left.ts';

/** What one call of a reranker takes beside documents and question. */
export interface RerankOptions {
  /** Ends the call, with its own reason. */
  readonly signal?: AbortSignal;
  /** Epoch milliseconds: then the order is that of retrieval. The reranker's own `timeoutMs` counts as well. */
  readonly deadline?: number;
}

/** What a reranker made of its documents. */
export interface Reranked {
  /**
   * Best first. Each has `score` and `scores.rerank` of the reranker; or, when it could not be asked, its old ones and
   * `rerankFallback` with the reason.
   */
  readonly documents: DocumentInterface[];
  /** A `warn` when the order is that of retrieval. */
  readonly findings: Finding[];
}

/** A reranker that says when it could not rerank; `compressDocuments` of LangChain gives its documents alone. */
export interface ReportingReranker {
  readonly reportsFindings: true;
  rerank(documents: readonly DocumentInterface[], question: string, options?: RerankOptions): Promise<Reranked>;
}

/** Whether a reranker has `rerank`, and means by it what is said here: others have methods of that name too. */
export function isReportingReranker<T extends object>(reranker: T): reranker is T & ReportingReranker {
  return (
    'reportsFindings' in reranker &&
    reranker.reportsFindings === true &&
    'rerank' in reranker &&
    typeof reranker.rerank === 'function'
  );
}

/** What a model makes of a question and texts: a score for each, in order; higher is better. */
export type ScoreTexts = (
  question: string,
  texts: readonly string[],
  signal: AbortSignal | undefined,
) => Promise<readonly number[]>;

export interface ModelRerankSettings {
  /** Named in findings. */
  readonly name: string;
  readonly score: ScoreTexts;
  /** How many documents are kept. */
  readonly k: number;
  /** Milliseconds for one call; Infinity for any time. */
  readonly timeoutMs: number;
}

export interface ModelRerankInput {
  readonly documents: readonly DocumentInterface[];
  readonly question: string;
  readonly options: RerankOptions;
}

/**
 * Orders documents by what a model says of them. Where it is late or fails in a way that may pass (`retryable`), the
 * order they came in stands, and a finding says so; what no retry mends (a wrong name, missing rights, another format)
 * is thrown.
 *
 * @throws the signal's reason when it aborts
 */
export async function rerankByModel(settings: ModelRerankSettings, input: ModelRerankInput): Promise<Reranked> {
  const { documents, question, options } = input;
  const { name, score, k } = settings;
  const texts = documents.map(({ pageContent }) => pageContent);
  const sent = texts.flatMap((text, place) => (text.trim() === '' ? [] : [place]));
  if (sent.length === 0 || question.trim() === '') return { documents: documents.slice(0, k), findings: [] };
  const late = timeLimit(settings.timeoutMs, options.deadline);
  try {
    const scores = await stopOn(anyOf(options.signal, late), (signal) =>
      score(
        question,
        sent.map((place) => texts[place] ?? ''),
        signal,
      ),
    );
    return { documents: ranked(documents, new Map(sent.map((place, n) => [place, scores[n] ?? 0])), k), findings: [] };
  } catch (error) {
    options.signal?.throwIfAborted();
    const reason = late?.aborted === true ? 'DEADLINE' : retryableCode(error);
    if (reason === undefined) throw error;
    return fallback(documents.slice(0, k), name, reason);
  }
}

/** A text without words has no score of the model: it comes last, as 0. */
function ranked(
  documents: readonly DocumentInterface[],
  scores: ReadonlyMap<number, number>,
  k: number,
): DocumentInterface[] {
  return documents
    .map((document, place) => ({ document, place, score: scores.get(place) ?? 0, isScored: scores.has(place) }))
    .sort(
      (one, other) =>
        Number(other.isScored) - Number(one.isScored) || other.score - one.score || one.place - other.place,
    )
    .slice(0, k)
    .map(({ document, score }) => ({
      ...document,
      metadata: { ...document.metadata, score, scores: { ...document.metadata['scores'], rerank: score } },
    }));
}

function fallback(documents: readonly DocumentInterface[], name: string, reason: string): Reranked {
  const finding: Finding = {
    validator: name,
    severity: 'warn',
    action: 'allow',
    message: `The passages are in the order of retrieval: ${name} did not rerank them (${reason}).`,
    evidence: reason,
  };
  return {
    documents: documents.map((document) => ({
      ...document,
      metadata: { ...document.metadata, rerankFallback: reason },
    })),
    findings: [finding],
  };
}

function retryableCode(error: unknown): string | undefined {
  return PlumblineError.isInstance(error) && error.retryable ? error.code : undefined;
}

function timeLimit(timeoutMs: number, deadline: number | undefined): AbortSignal | undefined {
  const left = Math.min(timeoutMs, deadline === undefined ? Number.POSITIVE_INFINITY : deadline - Date.now());
  return Number.isFinite(left) ? timeLeft(left) : undefined;
}

function anyOf(...signals: (AbortSignal | undefined)[]): AbortSignal | undefined {
  const given = signals.filter((signal) => signal !== undefined);
  return given.length > 1 ? AbortSignal.any(given) : given[0];
}
