// Questions over filings that name company and fiscal year in prose: does what holds on short passages carry over?
// Reads ../shared/data. The shipped reranker has seen these questions; out of fold they are in training/reports/retrieval.json.
// `npm run -s bench -- retrieval-filings [--json]`
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Passage, principalSchema } from '@plumbline/core';
import { FeatureReranker } from '@plumbline/retrievers';
import { FinanceEmbeddings } from '@plumbline/retrievers/embeddings';
import { LanceIndex, LanceRetriever } from '@plumbline/retrievers/lancedb';
import { type FilingPage, type FilingQuestion, filingQuestions } from './lib/filing-questions.ts';
import { plainBm25 } from './lib/plain-bm25.ts';
import { type BenchResult, printResults, ratioOf, rounded } from './lib/results.ts';
import { wholeFilings } from './lib/whole-filings.ts';

const data = fileURLToPath(new URL('../../shared/data/', import.meta.url));
const context = {
  principal: principalSchema.parse({ tenant: 'bench', id: 'bench', clearance: 'public' }),
  traceId: 'retrieval-filings',
};

if (!existsSync(data)) {
  process.stderr.write('retrieval-filings needs ../shared/data; nothing was measured.\n');
  process.exit(2);
}
const pages = readLines<FilingPage>(`${data}demo-corpus/filings.jsonl`);
const questions = filingQuestions(pages);
const tables = readLines<FilingPage>(`${data}retrieval/corpus.jsonl`).filter(({ docType }) => docType === 'table');
const results = [
  ...(await measure('pages', pages, questions)),
  ...(await measure('whole', ...wholeFilings(pages, questions, tables))),
];
printResults('retrieval-filings', results);

async function measure(
  name: string,
  corpus: readonly FilingPage[],
  asked: readonly FilingQuestion[],
): Promise<BenchResult[]> {
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-filings-'));
  try {
    const index = await LanceIndex.open({ directory, embeddings: new FinanceEmbeddings() });
    await index.addPassages(corpus.map(passageOf));
    await index.optimise();
    const retriever = new LanceRetriever({ index, k: 100 });
    const reranker = new FeatureReranker({ k: 10 });
    const ours: string[][] = [];
    for (const { question } of asked) {
      const ranked = await reranker.compressDocuments(await retriever.invoke(question, { context }), question);
      ours.push(ranked.map(({ id = '' }) => id));
    }
    index.close();
    const plain = plainBm25(corpus.map(({ title, text }) => `${title} ${text}`));
    const peer = asked.map(({ question }) => plain.search(question, 10).map((place) => corpus[place]?.id ?? ''));
    report(name, asked, ours);
    return [1, 10].map((depth) => {
      const value = hits(asked, ours, depth);
      const peerValue = hits(asked, peer, depth);
      const ratio = ratioOf(value, peerValue, 'higher');
      return {
        metric: `${name}/hit@${depth}`,
        value: rounded(value),
        unit: `of ${asked.length} questions, ${corpus.length} pages`,
        peer: 'plain BM25 over title and text',
        peerValue: rounded(peerValue),
        ratio,
      };
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function hits(asked: readonly FilingQuestion[], found: readonly (readonly string[])[], depth: number): number {
  const right = asked.filter(({ relevant }, place) =>
    found[place]?.slice(0, depth).some((id) => relevant.includes(id)),
  );
  return right.length / asked.length;
}

/** With `--misses`: every question whose first passage is not a right one, on standard error. */
function report(name: string, asked: readonly FilingQuestion[], found: readonly (readonly string[])[]): void {
  if (!process.argv.includes('--misses')) return;
  for (const [place, { question, relevant }] of asked.entries()) {
    const ids = found[place] ?? [];
    const rank = ids.findIndex((id) => relevant.includes(id)) + 1;
    if (rank !== 1)
      process.stderr.write(`${name} rank ${rank || '–'}: ${question}\n  ${ids[0]} instead of ${relevant.join(' ')}\n`);
  }
}

function passageOf({ id, docId, title, docType, date, page, text }: FilingPage): Passage {
  return {
    id,
    pageContent: text,
    metadata: {
      docId,
      chunk: page,
      title,
      source: docId,
      docType,
      asOf: date,
      page,
      classification: 'public',
      acl: ['tenant:bench'],
    },
  };
}

function readLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
