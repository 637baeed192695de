import { BaseRetriever } from '@langchain/core/retrievers';
import { type Passage, type Principal, principalSchema } from '@plumbline/core';
import { CachedRetriever, type IndexState, type RetrievalCache } from '@plumbline/retrievers/cache';
import { percentile } from './percentile.ts';
import { randomFrom } from './retrieval-passages.ts';
import { zipfStream } from './zipf.ts';

export interface CacheStreamOptions {
  /** What is behind the cache. */
  readonly retriever: BaseRetriever;
  readonly cache: RetrievalCache;
  readonly index: IndexState;
  /** At least {@link QUESTIONS}; the first are the most popular. */
  readonly questions: readonly string[];
  readonly principals: readonly Principal[];
}

export interface CacheStreamReport {
  /** Of the questions that came out of the cache. */
  readonly cachedP50Ms: number;
  readonly cachedP95Ms: number;
  /** The share of questions that did not reach the retriever. */
  readonly queriesSaved: number;
  readonly draws: number;
  readonly innerQueries: number;
}

export const QUESTIONS = 1000;
const DRAWS = 5000;
const EXPONENT = 1;
const SEED = 5;

/**
 * A stream of questions through an empty cache, one after the other: 5,000 draws over 1,000 questions by Zipf's law with
 * s = 1.0, each asked by one of the principals; the same stream on every run.
 */
export async function cacheStream(options: CacheStreamOptions): Promise<CacheStreamReport> {
  const { cache, index, questions, principals } = options;
  if (questions.length < QUESTIONS)
    throw new Error(`The stream needs ${QUESTIONS} questions, not ${questions.length}.`);
  const inner = new CountingRetriever(options.retriever);
  const retriever = new CachedRetriever({ retriever: inner, cache, index, version: 'bench' });
  const random = randomFrom(SEED);
  const cached: number[] = [];
  for (const place of zipfStream({ items: QUESTIONS, draws: DRAWS, exponent: EXPONENT, random })) {
    const principal = principals[Math.floor(random() * principals.length)];
    const started = performance.now();
    const { from } = await retriever.retrieve(questions[place] ?? '', { context: { principal, traceId: 'bench' } });
    if (from === 'hit') cached.push(performance.now() - started);
  }
  return {
    cachedP50Ms: percentile(cached, 0.5),
    cachedP95Ms: percentile(cached, 0.95),
    queriesSaved: 1 - inner.calls / DRAWS,
    draws: DRAWS,
    innerQueries: inner.calls,
  };
}

class CountingRetriever extends BaseRetriever {
  override lc_namespace = ['bench'];
  calls = 0;
  readonly #retriever: BaseRetriever;

  constructor(retriever: BaseRetriever) {
    super();
    this.#retriever = retriever;
  }

  override async invoke(question: string, config?: object): Promise<Passage[]> {
    this.calls += 1;
    return (await this.#retriever.invoke(question, config)) as Passage[];
  }
}

/** Groups that protect passages of the bench index; no passage of it is a client's. */
const GROUPS = ['g0', 'g1', 'g2', 'g3', 'g4'];
export const BENCH_TOKENS: ReadonlySet<string> = new Set(GROUPS.map((group) => `group:${group}`));

/** How many people there are of each kind, and what they may see of the bench index: four different views of it. */
const STAFF = [
  { kind: 'advisor', count: 24, clearance: 'internal', groups: [] },
  { kind: 'senior', count: 8, clearance: 'confidential', groups: [] },
  { kind: 'analyst', count: 6, clearance: 'confidential', groups: ['g0', 'g1'] },
  { kind: 'compliance', count: 2, clearance: 'restricted', groups: GROUPS },
];
const CLIENTS_EACH = 20;

/** Forty people of the tenant `bench`, each with clients of his own. */
export function benchStaff(): Principal[] {
  return STAFF.flatMap(({ kind, count, clearance, groups }) =>
    Array.from({ length: count }, (_, place) => {
      const id = `${kind}-${place}`;
      const clientIds = Array.from({ length: CLIENTS_EACH }, (_, client) => `${id}-client-${client}`);
      return principalSchema.parse({ tenant: 'bench', id, clearance, groups, clientIds });
    }),
  );
}
