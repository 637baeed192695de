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
import { z } from 'zod';
import { type EvalIndex, openEvalIndex, type RankedStages } from './retrieval-index.ts';
import { compareStages, type ScoredStages } from './retrieval-stages.ts';

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
  /** `opensearch:URL` to measure the same through OpenSearch. Default: the embedded index. */
  readonly index?: string;
  readonly signal?: AbortSignal;
  /** Called now and then with the number of questions done and of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * The suite `retrieval`: every passage into an index, every question through retriever and reranker, as a caller with a
 * request context. A question of scope `document` ranks the passages of its document, one of scope `global` all.
 * `seenShare` is the share of questions that either shipped model was trained on.
 *
 * @throws InvalidInputError for data of another form, with file and line
 */
export async function runRetrievalSuite({
  data,
  index: name,
  signal,
  onProgress,
}: RetrievalSuiteOptions): Promise<EvalResult> {
  const corpus = await readRecords(join(data, 'corpus.jsonl'), corpusRecord);
  const queries = await readRecords(join(data, 'queries.jsonl'), queryRecord);
  checkRelevant(queries, new Set(corpus.map(({ id }) => id)));
  const index = await openEvalIndex(name);
  try {
    await index.add(corpus.map(passageOf));
    const scored: Scored[] = [];
    for (const query of queries) {
      signal?.throwIfAborted();
      scored.push(scoreStages(query, await retrieve(index, query, signal)));
      if (scored.length % 50 === 0) onProgress?.(scored.length, queries.length);
    }
    return { ...resultOf(scored), seenShare: shareSeen(queries, corpus) };
  } finally {
    await index.close();
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

async function retrieve(index: EvalIndex, query: QueryRecord, signal: AbortSignal | undefined): Promise<RankedStages> {
  const filter = query.scope === 'document' ? ({ op: 'eq', field: 'docId', value: query.docId } as const) : undefined;
  return await index.rank({ question: query.question, filter, context, signal });
}

type Scored = ScoredStages & { readonly slice: string };

function scoreStages(query: QueryRecord, { reranked, earlier }: RankedStages): Scored {
  const score = (ids: readonly string[]): Metrics =>
    scoreRanking({ returned: ids.slice(0, DEPTH), relevant: query.relevant });
  const stages = Object.entries(earlier).map(([stage, ids]) => [stage, score(ids)] as const);
  return { slice: sliceOf(query), scope: query.scope, reranked: score(reranked), earlier: Object.fromEntries(stages) };
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

function resultOf(scored: readonly Scored[]): EvalResult {
  const names = [...new Set(scored.map(({ slice }) => slice))].sort();
  const slices: Record<string, EvalSlice> = Object.fromEntries(
    names.map((name) => {
      const records = scored.filter(({ slice }) => slice === name).map(({ reranked }) => reranked);
      return [name, { n: records.length, metrics: meanMetrics(records) }];
    }),
  );
  const stages = compareStages(scored);
  return {
    suite: 'retrieval',
    version: VERSION,
    n: scored.length,
    metrics: meanMetrics(scored.map(({ reranked }) => reranked)),
    slices: { ...slices, ...stages.slices },
    gates: [
      ...Object.entries(LIMITS)
        .filter(([name]) => slices[name] !== undefined)
        .map(([name, limit]) => atLeast(`${name} hit@1`, slices[name]?.metrics['hit@1'], limit)),
      ...stages.gates,
    ],
  };
}
