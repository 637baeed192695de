/**
 * A filtered hybrid question over an embedded index of real text, a hundred candidates and the ten best of them by the
 * reranker, and what it costs on disk and in memory. Beside it, in memory, unfiltered and not reranked, LangChain's
 * EnsembleRetriever. `--passages 100000`, `--queries 300`, `--json`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePeers } from './lib/ensure-peers.ts';
import { printResults, ratioOf, rounded } from './lib/results.ts';
import { questions, readMaterial } from './lib/retrieval-passages.ts';
import { runChild } from './lib/run-child.ts';

const PEER = 'LangChain EnsembleRetriever (BM25 + memory vectors, unfiltered)';
/** The peer reads every passage for every question: a few are enough. */
const PEER_QUERIES = 12;

/**
 * What a service that only queries sets: the live heap is 35 MB, but Node lets garbage grow with the memory of the
 * machine, by 100 MB and more here. `rssDefaultMb` is a process without these flags.
 */
const SMALL_HEAP = ['--max-old-space-size=96', '--max-semi-space-size=8'];

interface Queried {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly rssMb: number;
}

/** What we alone tell. */
interface QueriedByUs extends Queried {
  /** Of one question, on all cores. */
  readonly cpuMs: number;
}

const { values } = parseArgs({
  options: {
    passages: { type: 'string', default: '100000' },
    queries: { type: 'string', default: '300' },
    json: { type: 'boolean', default: false },
  },
});
const [passages, queries] = [positive('--passages', values.passages), positive('--queries', values.queries)];
ensurePeers();
const directory = mkdtempSync(join(tmpdir(), 'plumbline-bench-retrieval-'));
try {
  const asked = [...questions(queries + 20, readMaterial())];
  const questionFile = writeQuestions('questions.json', asked);
  const index = join(directory, 'index');
  const { bytesOnDisk } = await runChild<{ bytesOnDisk: number }>(
    new URL('./lib/retrieval-build.ts', import.meta.url),
    [index, String(passages)],
  );
  const query = new URL('./lib/retrieval-query.ts', import.meta.url);
  const ours = await runChild<QueriedByUs>(query, [index, questionFile], { nodeArguments: SMALL_HEAP });
  const plain = await runChild<QueriedByUs>(query, [index, questionFile]);
  const peer = await runChild<Queried>(
    new URL('./peers/ensemble-retriever.js', import.meta.url),
    [String(passages), writeQuestions('peer-questions.json', asked.slice(0, PEER_QUERIES))],
    { nodeArguments: ['--max-old-space-size=12000'] },
  );
  printResults('retrieval-embedded', [
    timeBeside('p50Ms', ours.p50Ms, peer.p50Ms),
    timeBeside('p95Ms', ours.p95Ms, peer.p95Ms),
    { metric: 'cpuMs', value: rounded(ours.cpuMs), unit: 'ms of CPU' },
    { metric: 'indexMb', value: rounded(bytesOnDisk / 1e6), unit: 'MB' },
    {
      metric: 'rssMb',
      value: rounded(ours.rssMb),
      unit: 'MB',
      peer: PEER,
      peerValue: rounded(peer.rssMb),
      ratio: ratioOf(ours.rssMb, peer.rssMb, 'lower'),
    },
    { metric: 'rssDefaultMb', value: rounded(plain.rssMb), unit: 'MB' },
  ]);
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function timeBeside(metric: string, value: number, peerValue: number) {
  return {
    metric,
    value: rounded(value),
    unit: 'ms',
    peer: PEER,
    peerValue: rounded(peerValue),
    ratio: ratioOf(value, peerValue, 'lower'),
  };
}

function writeQuestions(name: string, list: readonly string[]): string {
  const file = join(directory, name);
  writeFileSync(file, JSON.stringify(list));
  return file;
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new Error(`${name} must be a whole number above 0, not "${text}".`);
}
