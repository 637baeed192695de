/**
 * What the retrieval cache saves and costs: a Zipf stream of questions by forty people through a `CachedRetriever` over an
 * embedded index of real text. Beside it, the same questions without the cache. `--passages 20000`, `--redis`, `--json`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createLruRetrievalCache, type RetrievalCache } from '@plumbline/retrievers/cache';
import { HashedNgramEmbeddings } from '@plumbline/retrievers/embeddings';
import { LanceIndex, LanceRetriever } from '@plumbline/retrievers/lancedb';
import { createRedisRetrievalCache } from '@plumbline/retrievers/redis';
import { keepUp } from '../test/stack/stack.ts';
import { BENCH_TOKENS, benchStaff, cacheStream, QUESTIONS } from './lib/cache-stream.ts';
import { percentile } from './lib/percentile.ts';
import { type BenchResult, printResults, ratioOf, rounded } from './lib/results.ts';
import { passages, questions, readMaterial } from './lib/retrieval-passages.ts';

const { values } = parseArgs({
  options: {
    passages: { type: 'string', default: '20000' },
    redis: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const count = Number(values.passages);
if (!Number.isSafeInteger(count) || count < 1) throw new Error(`--passages must be a whole number above 0.`);

const PEER = 'LanceRetriever without the cache';
const directory = mkdtempSync(join(tmpdir(), 'plumbline-bench-cache-'));
try {
  const material = readMaterial();
  const index = await LanceIndex.open({ directory, embeddings: new HashedNgramEmbeddings(), keepVersionsMs: 0 });
  await index.addPassages([...passages(count, material)]);
  await index.optimise();
  const retriever = new LanceRetriever({ index });
  const asked = distinct(questions(20 * QUESTIONS, material));
  const principals = benchStaff();
  const { cache, close } = await openCache(values.redis);

  const run = (accessTokens?: ReadonlySet<string>) => {
    const state = { name: `bench-${process.pid}`, version: accessTokens === undefined ? '1' : '2' };
    const whole = { ...state, ...(accessTokens === undefined ? {} : { accessTokens }) };
    return cacheStream({ retriever, cache, index: whole, questions: asked, principals });
  };
  const bare = await uncachedP95(asked.slice(0, 200));
  const shared = await run(BENCH_TOKENS);
  const apart = await run();
  const results: BenchResult[] = [
    {
      metric: 'cachedP95Ms',
      value: shared.cachedP95Ms,
      unit: 'ms',
      peer: PEER,
      peerValue: bare,
      ratio: ratioOf(shared.cachedP95Ms, bare, 'lower'),
    },
    { metric: 'queriesSaved', value: rounded(shared.queriesSaved), unit: 'share' },
    { metric: 'queriesSavedWithoutTokens', value: rounded(apart.queriesSaved), unit: 'share' },
  ];
  printResults('retrieval-cache', results);
  await cache.clear(`bench-${process.pid}`);
  await close();
  index.close();

  async function uncachedP95(list: readonly string[]): Promise<number> {
    const times: number[] = [];
    for (const [place, question] of list.entries()) {
      const principal = principals[place % principals.length];
      const started = performance.now();
      const config: { context: unknown } & Parameters<typeof retriever.invoke>[1] = {
        context: { principal, traceId: 'bench' },
      };
      await retriever.invoke(question, config);
      times.push(performance.now() - started);
    }
    return percentile(times.slice(20), 0.95);
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}

/** The first of each question. */
function distinct(list: Iterable<string>): string[] {
  return [...new Set(list)].slice(0, QUESTIONS);
}

async function openCache(redis: boolean): Promise<{ cache: RetrievalCache; close: () => Promise<void> }> {
  if (!redis) return { cache: createLruRetrievalCache(), close: async () => {} };
  const { url } = await keepUp('redis');
  const cache = await createRedisRetrievalCache({ url });
  return { cache, close: cache.close };
}
