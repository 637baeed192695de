/**
 * Documents of ten filing pages, end to end: the ingestion service reads them as files (JSON Lines, one page a line), labels,
 * classifies and cuts them, embeds the passages and writes them to a real OpenSearch on this machine, started for it.
 * The vectors are FinanceEmbeddings, projected to 768 dimensions by a fixed random matrix. `--documents 400`, `--data DIR`,
 * `--json`. The shares say how much of this machine 50,000 documents a day take: by the time of a run with nothing else to
 * do, and by the processor time of the service and the server together, which other work on the machine changes less.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createSearchClient, OpenSearchIndex, REGULATORY_FILINGS } from '@plumbline/retrievers/opensearch';
import { composeIngest } from '../services/ingest/src/compose.ts';
import { parseConfig } from '../services/ingest/src/config.ts';
import { runManifest } from '../services/ingest/src/modes/run-manifest.ts';
import { keepUp } from '../test/stack/stack.ts';
import { writeFilingDocuments } from './lib/filing-documents.ts';
import { ProjectedEmbeddings } from './lib/projected-embeddings.ts';
import { printResults, rounded } from './lib/results.ts';

const DAILY_DOCUMENTS = 50_000;
const DAY_SECONDS = 86_400;
const WARM_UP = 40;
const TICKS_PER_SECOND = 100;

const sharedData = fileURLToPath(new URL('../../shared/data/', import.meta.url));
const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '400' },
    data: { type: 'string', default: sharedData },
    json: { type: 'boolean', default: false },
  },
});
const count = Number(values.documents);
if (!Number.isSafeInteger(count) || count < 1) throw new Error('--documents must be a whole number above 0.');

const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-ingest-'));
const alias = `bench-ingest-${process.pid}`;
const { url, pid } = await keepUp('opensearch');
const client = await createSearchClient({ node: url });
try {
  const documents = writeFilingDocuments({
    folder: join(folder, 'documents'),
    count: count + WARM_UP,
    data: values.data,
  });
  process.stderr.write(`${count} documents of ${documents.origin}, ${rounded(documents.bytes / 1e6)} MB\n`);
  const embeddings = new ProjectedEmbeddings();
  const index = await OpenSearchIndex.open({
    client,
    alias,
    type: REGULATORY_FILINGS,
    embeddings,
    shards: 3,
    replicas: 0,
    vectors: { engine: 'lucene' },
  });
  const config = parseConfig({
    tenant: 'demo',
    index: `opensearch:${url}`,
    records: join(folder, 'records.sqlite'),
    deadLetters: join(folder, 'dead-letters.jsonl'),
    tempFolder: join(folder, 'temp'),
    owner: 'bench',
    labelFiles: false,
    region: 'us-east-1',
  });
  const service = await composeIngest(config, {
    clock: Date.now,
    runId: randomUUID(),
    write: () => {},
    mode: 'bench',
    localFiles: true,
    index,
  });
  const ingest = (files: readonly string[]) =>
    runManifest({ ...config, worker: service.worker, items: files.map((uri) => ({ uri })) });

  await ingest(documents.files.slice(0, WARM_UP));
  const before = { wall: performance.now(), own: process.cpuUsage(), server: serverSeconds(pid) };
  const summary = await ingest(documents.files.slice(WARM_UP));
  await index.optimise();
  const seconds = (performance.now() - before.wall) / 1000;
  const own = process.cpuUsage(before.own);
  const ownSeconds = (own.user + own.system) / 1e6;
  const cpuSeconds = ownSeconds + serverSeconds(pid) - before.server;
  await service.close();

  if (summary.indexed !== count) throw new Error(`Only ${summary.indexed} of ${count} documents were indexed.`);
  const { passages } = await index.stats();
  process.stderr.write(
    `${summary.passages} passages in ${rounded(seconds)} s; ${passages} in the index; ${rounded(ownSeconds)} s of processor time in the service, ${rounded(cpuSeconds - ownSeconds)} s in the server\n`,
  );
  const perDay = (secondsOfMachine: number) => (secondsOfMachine / count) * (DAILY_DOCUMENTS / DAY_SECONDS);
  printResults('ingest', [
    { metric: 'documentsPerHour', value: rounded((count / seconds) * 3600), unit: 'documents/h' },
    { metric: 'tokensPerSecond', value: rounded(summary.tokens / seconds), unit: 'tokens/s' },
    { metric: 'shareOfDailyBudget', value: rounded(perDay(seconds)), unit: 'of the day' },
    {
      metric: 'cpuShareOfDailyBudget',
      value: rounded(perDay(cpuSeconds / availableParallelism())),
      unit: 'of the processors',
    },
    { metric: 'passagesPerDocument', value: rounded(summary.passages / count), unit: 'passages' },
  ]);
} finally {
  await client.transport.request({ method: 'DELETE', path: `/${alias}-v*` }, { ignore: [404] });
  await client.transport.request({ method: 'DELETE', path: `/_index_template/${alias}*` }, { ignore: [404] });
  await client.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Processor time of another process so far, in seconds; 0 where the system does not tell. */
function serverSeconds(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return 0;
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /u, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
