import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidInputError, type Passage, type RequestContext } from '@plumbline/core';
import {
  atLeast,
  type EvalResult,
  type EvalSlice,
  type Metrics,
  meanMetrics,
  readRecords,
  readSeenRecords,
  type SeenCandidate,
  scoreRanking,
  seenShare,
} from '@plumbline/eval';
import seenByReranker from '@plumbline/retrievers/data/feature-reranker.seen.json' with { type: 'json' };
import seenByEmbeddings from '@plumbline/retrievers/data/finance-embeddings.seen.json' with { type: 'json' };
import type { LanceIndex } from '@plumbline/retrievers/lancedb';
import { z } from 'zod';
import { openEmbeddedIndex } from '../embedded-index.ts';
import { embeddedRetrieval } from '../embedded-retrieval.ts';

const VERSION = '2';
/** As many as the metrics look at. */
const DEPTH = 10;

/** What the figures must be at least, where the slice is in the data. */
const LIMITS: Readonly<Record<string, number>> = {
  'document/tatqa': 0.88,
  'document/convfinqa': 0.78,
  'global/convfinqa': 0.92,
  'global/fomc-q': 0.95,
};

const corpusRecord = z.object({
  id: z.string().min(1),
  docId: z.string().min(1),
  title: z.string(),
  docType: z.string(),
  date: z.string().optional(),
  text: z.string(),
});

const queryRecord = z.object({
  id: z.string().min(1),
  question: z.string().min(1),
  scope: z.enum(['document', 'global']),
  docId: z.string(),
  relevant: z.array(z.string()).min(1),
});
type CorpusRecord = z.infer<typeof corpusRecord>;
type QueryRecord = z.infer<typeof queryRecord>;

export interface RetrievalSuiteOptions {
  /** A folder with `corpus.jsonl` and `queries.jsonl`, plain or `.gz`. */
  readonly data: string;
  readonly signal?: AbortSignal;
  /** Called now and then with the number of questions done and of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * The suite `retrieval`: every passage into an embedded index, every question through retriever and reranker of the
 * embedded profile, as a caller with a request context. A question of scope `document` ranks the passages of its document,
 * one of scope `global` all. `seenShare` is the share of questions that either shipped model was trained on.
 *
 * @throws InvalidInputError for data of another form, with file and line
 */
export async function runRetrievalSuite({ data, signal, onProgress }: RetrievalSuiteOptions): Promise<EvalResult> {
  const corpus = await readRecords(join(data, 'corpus.jsonl'), corpusRecord);
  const queries = await readRecords(join(data, 'queries.jsonl'), queryRecord);
  checkRelevant(queries, new Set(corpus.map(({ id }) => id)));
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-eval-retrieval-'));
  const index = await openEmbeddedIndex(directory);
  try {
    await index.addPassages(corpus.map(passageOf));
    await index.optimise();
    const scored: { slice: string; metrics: Metrics }[] = [];
    for (const query of queries) {
      signal?.throwIfAborted();
      const returned = await retrieve(index, query, signal);
      scored.push({ slice: sliceOf(query), metrics: scoreRanking({ returned, relevant: query.relevant }) });
      if (scored.length % 50 === 0) onProgress?.(scored.length, queries.length);
    }
    return { ...resultOf(scored), seenShare: shareSeen(queries, corpus) };
  } finally {
    index.close();
    await rm(directory, { recursive: true, force: true });
  }
}

function checkRelevant(queries: readonly QueryRecord[], known: ReadonlySet<string>): void {
  for (const { id, relevant } of queries) {
    const missing = relevant.find((passage) => !known.has(passage));
    if (missing === undefined) continue;
    throw new InvalidInputError(`The question ${id} names the passage ${missing}, which corpus.jsonl does not hold.`);
  }
}

function passageOf({ id, docId, title, docType, date, text }: CorpusRecord): Passage {
  return {
    id,
    pageContent: text,
    metadata: {
      docId,
      chunk: 0,
      title,
      source: docId,
      docType,
      asOf: date ?? '',
      classification: 'public',
      acl: ['tenant:eval'],
    },
  };
}

const context: RequestContext = {
  principal: {
    tenant: 'eval',
    id: 'eval',
    roles: [],
    groups: [],
    businessUnits: [],
    clearance: 'public',
    clientIds: [],
  },
  traceId: 'eval-retrieval',
};

async function retrieve(index: LanceIndex, query: QueryRecord, signal: AbortSignal | undefined): Promise<string[]> {
  const inDocument =
    query.scope === 'document' ? { filter: { op: 'eq', field: 'docId', value: query.docId } as const } : {};
  const { retriever, reranker } = embeddedRetrieval({ index, ...inDocument });
  const config = { context, ...(signal === undefined ? {} : { signal }) };
  const candidates = await retriever.invoke(query.question, config);
  const ranked = await reranker.compressDocuments(candidates, query.question);
  return ranked.slice(0, DEPTH).flatMap(({ id }) => id ?? []);
}

/** Written as the training writes its records: the question, then what answers it. */
function shareSeen(queries: readonly QueryRecord[], corpus: readonly CorpusRecord[]): number {
  const textOf = new Map(corpus.map(({ id, text }) => [id, text]));
  const files = [seenByEmbeddings, seenByReranker].map(readSeenRecords);
  const records = queries.map(({ id, question, relevant }): SeenCandidate => {
    return { id, text: [question, ...relevant.map((passage) => textOf.get(passage) ?? '')].join(' ') };
  });
  return seenShare(records, { has: (record) => files.some((file) => file.has(record)) });
}

/** `document/tatqa`: the scope, and what stands before the first colon of the id. */
function sliceOf({ scope, id }: QueryRecord): string {
  return `${scope}/${id.split(':')[0]}`;
}

function resultOf(scored: readonly { slice: string; metrics: Metrics }[]): EvalResult {
  const names = [...new Set(scored.map(({ slice }) => slice))].sort();
  const slices: Record<string, EvalSlice> = Object.fromEntries(
    names.map((name) => {
      const records = scored.filter(({ slice }) => slice === name).map(({ metrics }) => metrics);
      return [name, { n: records.length, metrics: meanMetrics(records) }];
    }),
  );
  return {
    suite: 'retrieval',
    version: VERSION,
    n: scored.length,
    metrics: meanMetrics(scored.map(({ metrics }) => metrics)),
    slices,
    gates: Object.entries(LIMITS)
      .filter(([name]) => slices[name] !== undefined)
      .map(([name, limit]) => atLeast(`${name} hit@1`, slices[name]?.metrics['hit@1'], limit)),
  };
}
