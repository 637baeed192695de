/**
 * The two small models of the embedded default, on one core: FeatureReranker on a hundred candidates of 1,400 characters, as
 * a LanceRetriever brings them and as any other retriever does, and FinanceEmbeddings on such passages. `--json`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Passage, principalSchema } from '@plumbline/core';
import { FeatureReranker } from '@plumbline/retrievers';
import { FinanceEmbeddings } from '@plumbline/retrievers/embeddings';
import { LanceIndex, LanceRetriever } from '@plumbline/retrievers/lancedb';
import { percentile } from './lib/percentile.ts';
import { type BenchResult, printResults, rounded } from './lib/results.ts';
import { passages, questions, readMaterial } from './lib/retrieval-passages.ts';

const PASSAGES = 4_000;
const QUESTIONS = 150;
const WARM_UP = 50;
const CANDIDATES = 100;
const EMBEDDING_ROUNDS = 5;

/** A question with its candidates. */
interface Reranking {
  readonly question: string;
  readonly candidates: readonly Passage[];
}

const material = readMaterial();
const corpus = [...passages(PASSAGES, material)];
const embeddings = new FinanceEmbeddings();
const rerankings = await retrieve([...questions(QUESTIONS + WARM_UP, material)]);
const bare = rerankings.map(({ question, candidates }) => ({ question, candidates: candidates.map(withoutScores) }));
printResults('embedded-models', [
  ...(await rerank('rerank', rerankings)),
  ...(await rerank('rerankBare', bare)),
  ...(await embed()),
]);

async function retrieve(asked: readonly string[]): Promise<Reranking[]> {
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-bench-models-'));
  const index = await LanceIndex.open({ directory, embeddings });
  try {
    await index.addPassages(corpus);
    await index.optimise();
    const retriever = new LanceRetriever({ index, k: CANDIDATES });
    const principal = principalSchema.parse({ tenant: 'bench', id: 'bench', groups: ['g1'], clearance: 'restricted' });
    const found: Reranking[] = [];
    for (const [number, question] of asked.entries()) {
      const context = { principal, traceId: `bench-${number}` };
      found.push({ question, candidates: await retriever.invoke(question, { context }) });
    }
    return found.filter(({ candidates }) => candidates.length === CANDIDATES);
  } finally {
    index.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function withoutScores(passage: Passage): Passage {
  const { score: _score, scores: _scores, ...metadata } = passage.metadata;
  return { ...passage, metadata };
}

async function rerank(name: string, list: readonly Reranking[]): Promise<BenchResult[]> {
  const reranker = new FeatureReranker({ k: 10 });
  const wall: number[] = [];
  const cpu: number[] = [];
  for (const [number, { question, candidates }] of list.entries()) {
    const cpuBefore = process.cpuUsage();
    const startedAt = performance.now();
    await reranker.compressDocuments([...candidates], question);
    // The first ones warm the compiler.
    if (number < WARM_UP) continue;
    wall.push(performance.now() - startedAt);
    cpu.push(milliseconds(process.cpuUsage(cpuBefore)));
  }
  return [
    { metric: `${name}P50Ms`, value: rounded(percentile(wall, 0.5)), unit: 'ms' },
    { metric: `${name}P95Ms`, value: rounded(percentile(wall, 0.95)), unit: 'ms' },
    { metric: `${name}CpuMs`, value: rounded(percentile(cpu, 0.5)), unit: 'ms of CPU' },
  ];
}

async function embed(): Promise<BenchResult[]> {
  const texts = corpus.map(({ pageContent }) => pageContent);
  const wall: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round <= EMBEDDING_ROUNDS; round += 1) {
    const cpuBefore = process.cpuUsage();
    const startedAt = performance.now();
    await embeddings.embedDocuments(texts);
    if (round === 0) continue;
    wall.push(performance.now() - startedAt);
    cpu.push(milliseconds(process.cpuUsage(cpuBefore)));
  }
  const perSecond = (times: readonly number[]): number => rounded((1000 * texts.length) / percentile(times, 0.5));
  return [
    { metric: 'embeddedPerSecond', value: perSecond(wall), unit: 'passages/s' },
    { metric: 'embeddedPerCpuSecond', value: perSecond(cpu), unit: 'passages per second of CPU' },
  ];
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}
