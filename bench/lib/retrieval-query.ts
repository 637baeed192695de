import { readFileSync } from 'node:fs';
import { type Filter, principalSchema } from '@plumbline/core';
import { FeatureReranker } from '@plumbline/retrievers';
import { FinanceEmbeddings } from '@plumbline/retrievers/embeddings';
import { LanceIndex, LanceRetriever } from '@plumbline/retrievers/lancedb';

// Arguments: directory of the index, file with the questions as a JSON list. Opens the index and asks as the embedded
// profile does, a hundred candidates and the ten best of them; nothing else happens in this process, so that its memory is
// that of a querying process.
const [directory = '', file = ''] = process.argv.slice(2);
const asked: string[] = JSON.parse(readFileSync(file, 'utf8'));
const index = await LanceIndex.open({ directory, embeddings: new FinanceEmbeddings() });
const reranker = new FeatureReranker({ k: 10 });
const principal = principalSchema.parse({ tenant: 'bench', id: 'analyst', groups: ['g1'], clearance: 'internal' });
const filters: readonly Filter[] = [
  { op: 'eq', field: 'docType', value: '10K' },
  { op: 'range', field: 'fiscalYear', gte: 2015, lte: 2020 },
];
const retrievers = filters.map((filter) => new LanceRetriever({ index, filter, k: 100 }));
const WARM_UP = 20;
const times: number[] = [];
let cpu = process.cpuUsage();
let found = 0;
for (const [number, question] of asked.entries()) {
  const retriever = retrievers[number % retrievers.length];
  if (number === WARM_UP) cpu = process.cpuUsage();
  const started = performance.now();
  const candidates = (await retriever?.invoke(question, { context: { principal, traceId: `bench-${number}` } })) ?? [];
  const passages = await reranker.compressDocuments(candidates, question);
  // The first twenty warm caches and compiler, for us as for the peer.
  if (number >= WARM_UP) times.push(performance.now() - started);
  found += passages.length;
}
times.sort((left, right) => left - right);
const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
const { user, system } = process.cpuUsage(cpu);
const cpuMs = (user + system) / 1000 / Math.max(1, times.length);
const rssMb = process.memoryUsage().rss / 1e6;
process.stdout.write(`${JSON.stringify({ p50Ms: at(0.5), p95Ms: at(0.95), cpuMs, rssMb, found })}\n`);
