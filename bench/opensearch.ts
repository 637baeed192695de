/**
 * Hybrid questions to a real OpenSearch on this machine, started for it: ours beside the plain client that
 * sends the same request, and a Zipf stream of questions through the cache in front. Vectors are FinanceEmbeddings,
 * projected to 768 dimensions by a fixed random matrix; the questions' are made before, for both sides alike.
 * `--passages 100000`, `--queries 300`, `--fuse-at server`, `--json`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Embeddings } from '@langchain/core/embeddings';
import type { Principal } from '@plumbline/core';
import { createLruRetrievalCache } from '@plumbline/retrievers/cache';
import {
  createSearchClient,
  OpenSearchIndex,
  OpenSearchRetriever,
  REGULATORY_FILINGS,
  type SearchClient,
  type SearchRequest,
} from '@plumbline/retrievers/opensearch';
import { keepUp, stop } from '../test/stack/stack.ts';
import { BENCH_TOKENS, benchStaff, cacheStream, QUESTIONS } from './lib/cache-stream.ts';
import { percentile } from './lib/percentile.ts';
import { ProjectedEmbeddings } from './lib/projected-embeddings.ts';
import { printResults, ratioOf, rounded } from './lib/results.ts';
import { passages, questions, readMaterial } from './lib/retrieval-passages.ts';

const WARM_UP = 50;
const PASSAGES_PER_WRITE = 5_000;
const PEER = 'the client alone, the same request';

const { values } = parseArgs({
  options: {
    passages: { type: 'string', default: '100000' },
    queries: { type: 'string', default: '300' },
    'fuse-at': { type: 'string', default: 'client' },
    json: { type: 'boolean', default: false },
  },
});
const count = positive('--passages', values.passages);
const queries = positive('--queries', values.queries);
const fuseAt = values['fuse-at'] === 'server' ? 'server' : 'client';

// A server of its own, compiled in full: that of the tests is made to start quickly.
const state = mkdtempSync(join(tmpdir(), 'plumbline-bench-opensearch-'));
Object.assign(process.env, {
  PLUMBLINE_STACK_STATE: state,
  PLUMBLINE_STACK_JIT: 'full',
  PLUMBLINE_STACK_OPENSEARCH_HEAP: '3g',
});
const { url } = await keepUp('opensearch');
const client = await createSearchClient({ node: url });
const alias = `bench-${process.pid}`;
try {
  const material = readMaterial();
  const embeddings = remembering(new ProjectedEmbeddings());
  const sent: SearchRequest[] = [];
  const shape = { type: REGULATORY_FILINGS, shards: 2, replicas: 0, vectors: { engine: 'lucene' } } as const;
  const index = await OpenSearchIndex.open({ client: noting(client, sent), alias, embeddings, ...shape });
  await fill(index);
  const input =
    fuseAt === 'server'
      ? ({ fuseAt: 'server', fusion: { method: 'convex', weights: { bm25: 0.7, vector: 0.3 } } } as const)
      : {};
  const retriever = new OpenSearchRetriever({ index, k: 10, ...input });
  const principals = benchStaff();

  const ours: number[] = [];
  const plain: number[] = [];
  for (const [place, question] of [...questions(queries + WARM_UP, material)].entries()) {
    await embeddings.embedQuery(question);
    const request = await requestOf(retriever, { question, principal: principals[place % principals.length], sent });
    // Each side is first as often as the other: what the first has read is in memory for the second.
    const sides = [() => askOurs(retriever, question, principals[place % principals.length]), () => askPlain(request)];
    const [first, second] = place % 2 === 0 ? [0, 1] : [1, 0];
    const times = [0, 0];
    for (const side of [first ?? 0, second ?? 1]) times[side] = await timed(sides[side] ?? (async () => {}));
    if (place < WARM_UP) continue;
    ours.push(times[0] ?? 0);
    plain.push(times[1] ?? 0);
  }
  const asked = [...new Set(questions(20 * QUESTIONS, material))].slice(0, QUESTIONS);
  const indexState = { name: alias, version: '1', accessTokens: BENCH_TOKENS };
  const stream = await cacheStream({
    retriever,
    cache: createLruRetrievalCache(),
    index: indexState,
    questions: asked,
    principals,
  });
  const [p95, plainP95] = [percentile(ours, 0.95), percentile(plain, 0.95)];
  printResults('opensearch', [
    beside('p50Ms', percentile(ours, 0.5), percentile(plain, 0.5)),
    beside('p95Ms', p95, plainP95),
    { metric: 'overheadP95', value: rounded(p95 / plainP95 - 1), unit: 'share' },
    {
      metric: 'overheadP50Ms',
      value: rounded(
        percentile(
          ours.map((time, at) => time - (plain[at] ?? 0)),
          0.5,
        ),
      ),
      unit: 'ms',
    },
    { metric: 'cachedP95Ms', value: stream.cachedP95Ms, unit: 'ms' },
    { metric: 'queriesSaved', value: rounded(stream.queriesSaved), unit: 'share' },
  ]);
} finally {
  await client.close();
  await stop('opensearch');
  rmSync(state, { recursive: true, force: true });
}

async function fill(index: OpenSearchIndex): Promise<void> {
  const material = readMaterial();
  const started = performance.now();
  let batch = [];
  let done = 0;
  for (const passage of passages(count, material)) {
    batch.push(passage);
    if (batch.length < PASSAGES_PER_WRITE && done + batch.length < count) continue;
    await index.addPassages(batch);
    done += batch.length;
    batch = [];
    process.stderr.write(`${done} passages in ${Math.round((performance.now() - started) / 1000)} s\n`);
  }
  await index.optimise();
}

interface AskedBy {
  readonly question: string;
  readonly principal: Principal | undefined;
  readonly sent: SearchRequest[];
}

/** The request that our retriever sends for a question. */
async function requestOf(
  retriever: OpenSearchRetriever,
  { question, principal, sent }: AskedBy,
): Promise<SearchRequest> {
  sent.length = 0;
  await askOurs(retriever, question, principal);
  const [request] = sent;
  if (request === undefined) throw new Error('The retriever sent nothing.');
  return request;
}

async function askOurs(
  retriever: OpenSearchRetriever,
  question: string,
  principal: Principal | undefined,
): Promise<void> {
  await retriever.retrieve(question, { context: { principal, traceId: 'bench' } });
}

async function askPlain(request: SearchRequest): Promise<void> {
  await client.transport.request({ ...request });
}

async function timed(action: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await action();
  return performance.now() - started;
}

/** Notes what is sent on its way. */
function noting({ transport, close }: SearchClient, sent: SearchRequest[]): SearchClient {
  return {
    close,
    transport: {
      request(params, options) {
        sent.push(structuredClone(params));
        return transport.request(params, options);
      },
    },
  };
}

/** Makes the vector of a question once. */
function remembering(embeddings: ProjectedEmbeddings): Pick<Embeddings, 'embedDocuments' | 'embedQuery'> & {
  readonly identity: string;
  readonly dimensions: number;
} {
  const known = new Map<string, number[]>();
  return {
    identity: embeddings.identity,
    dimensions: embeddings.dimensions,
    embedDocuments: (texts) => embeddings.embedDocuments(texts),
    async embedQuery(text) {
      const vector = known.get(text) ?? (await embeddings.embedQuery(text));
      known.set(text, vector);
      return vector;
    },
  };
}

function beside(metric: string, value: number, peerValue: number) {
  return {
    metric,
    value: rounded(value),
    unit: 'ms',
    peer: PEER,
    peerValue: rounded(peerValue),
    ratio: ratioOf(value, peerValue, 'lower'),
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new Error(`${name} must be a whole number above 0, not "${text}".`);
}
