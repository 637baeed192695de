// Features of the candidates of every question of `retrieval`, and of questions about the filings of `demo-corpus`, found and
// measured with vectors that have not seen its document.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Passage, RequestContext } from '@plumbline/core';
import { FinanceEmbeddings } from '../../packages/retrievers/src/embeddings/finance-embeddings.ts';
import { LanceIndex } from '../../packages/retrievers/src/lancedb/passage-index.ts';
import { LanceRetriever } from '../../packages/retrievers/src/lancedb/retriever.ts';
import { FeatureReranker } from '../../packages/retrievers/src/rerank/feature-reranker.ts';
import { RERANK_FEATURES } from '../../packages/retrievers/src/rerank/rerank-features.ts';
import { type FilingSet, filingSets } from './lib/filings.ts';
import { RERANK_FIXTURE } from './lib/fixture-texts.ts';
import { type CorpusPassage, type CorpusQuery, readCorpus, readFilings, readQueries } from './lib/records.ts';
import { dumpArguments, readFolds, writeRows } from './lib/rows.ts';

const task = dumpArguments();
const { data, out } = task;
const corpus = readCorpus(data);
const queries = readQueries(data);
const textOf = new Map(corpus.map(({ id, text }) => [id, text]));
/** Its own weights do not count here: only the features it computes are written. */
const reranker = new FeatureReranker({ weights: { identity: 'none', weights: {} } });
const CANDIDATES = 100;
const context: RequestContext = {
  principal: { tenant: 't', id: 'i', roles: [], groups: [], businessUnits: [], clearance: 'public', clientIds: [] },
  traceId: 'training',
};

const filings = await filingSets(readFilings(data), corpus);
const { weights, partOf } = readFolds(task, 'finance-embeddings');
const rows: object[] = [];
for (const [part, vectors] of weights.entries()) {
  const embeddings = new FinanceEmbeddings({ weights: vectors });
  await searching(corpus.map(passageOf), embeddings, async (index) => {
    for (const query of queries) if (partOf[query.docId] === part) rows.push(await measured(index, query));
  });
  for (const set of filings) {
    await searching(set.passages, embeddings, async (index) => {
      for (const asked of set.questions) {
        if (partOf[asked.docId] === part) rows.push(await measuredFiling(index, set, asked));
      }
    });
  }
  console.error(`fold ${part}: ${rows.length} questions`);
}
writeRows(out, 'questions.jsonl', rows);
writeRows(out, 'fixture.jsonl', [fixture()]);

function passageOf({ id, docId, title, docType, date, text }: CorpusPassage): Passage {
  const described = { docId, chunk: 0, title, source: docId, docType, asOf: date ?? '' };
  return { id, pageContent: text, metadata: { ...described, classification: 'public', acl: ['tenant:t'] } };
}

async function searching(
  passages: readonly Passage[],
  embeddings: FinanceEmbeddings,
  use: (index: LanceIndex) => Promise<void>,
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-train-'));
  const index = await LanceIndex.open({ directory, embeddings });
  try {
    await index.addPassages(passages);
    await index.optimise();
    await use(index);
  } finally {
    index.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measuredFiling(
  index: LanceIndex,
  { name, passages, pageOf }: FilingSet,
  { id, docId, question, relevant }: FilingSet['questions'][number],
): Promise<object> {
  const found = await new LanceRetriever({ index, k: CANDIDATES }).invoke(question, { context });
  const isRight = (passage: Passage): boolean => relevant.includes(pageOf.get(passage.id) ?? '');
  const right = passages.filter(isRight);
  return {
    id: `${name}:${id}`,
    docId,
    scope: 'filings',
    text: [question, ...right.map(({ pageContent }) => pageContent)].join(' '),
    relevant: right.length,
    ...featuresOf(found, question, isRight),
  };
}

function featuresOf(found: readonly Passage[], question: string, isRight: (passage: Passage) => boolean): object {
  return {
    right: found.map(isRight),
    retrieved: found.map(({ metadata }) => metadata.score),
    features: reranker.features(found, question).map((features) => RERANK_FEATURES.map((name) => features[name])),
  };
}

async function measured(index: LanceIndex, query: CorpusQuery): Promise<object> {
  const own = query.scope === 'document' ? { filter: { op: 'eq', field: 'docId', value: query.docId } as const } : {};
  const found = await new LanceRetriever({ index, k: CANDIDATES, ...own }).invoke(query.question, { context });
  const { id, docId, scope, question, relevant } = query;
  const text = [question, ...relevant.map((passage) => textOf.get(passage) ?? '')].join(' ');
  return {
    id,
    docId,
    scope,
    text,
    relevant: relevant.length,
    ...featuresOf(found, question, (passage) => relevant.includes(passage.id)),
  };
}

function fixture(): object {
  const { question, candidates } = RERANK_FIXTURE;
  const documents = candidates.map(({ text, metadata }) => ({ pageContent: text, metadata }));
  const features = reranker.features(documents, question).map((own) => RERANK_FEATURES.map((name) => own[name]));
  return { question, candidates, names: RERANK_FEATURES, features };
}
