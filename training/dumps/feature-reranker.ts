// Features of the candidates of every question of `retrieval`, found and measured with vectors that have not seen its document.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Passage, RequestContext } from '@plumbline/core';
import { FinanceEmbeddings } from '../../packages/retrievers/src/embeddings/finance-embeddings.ts';
import { LanceIndex } from '../../packages/retrievers/src/lancedb/passage-index.ts';
import { LanceRetriever } from '../../packages/retrievers/src/lancedb/retriever.ts';
import { FeatureReranker } from '../../packages/retrievers/src/rerank/feature-reranker.ts';
import { RERANK_FEATURES } from '../../packages/retrievers/src/rerank/rerank-features.ts';
import { RERANK_FIXTURE } from './lib/fixture-texts.ts';
import { type CorpusPassage, type CorpusQuery, readCorpus, readQueries } from './lib/records.ts';
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

const { weights, partOf } = readFolds(task, 'finance-embeddings');
const rows: object[] = [];
for (const [part, vectors] of weights.entries()) {
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-train-'));
  const index = await LanceIndex.open({ directory, embeddings: new FinanceEmbeddings({ weights: vectors }) });
  try {
    await index.addPassages(corpus.map(passageOf));
    await index.optimise();
    for (const query of queries) if (partOf[query.docId] === part) rows.push(await measured(index, query));
  } finally {
    index.close();
    rmSync(directory, { recursive: true, force: true });
  }
  console.error(`fold ${part}: ${rows.length} of ${queries.length} questions`);
}
writeRows(out, 'questions.jsonl', rows);
writeRows(out, 'fixture.jsonl', [fixture()]);

function passageOf({ id, docId, title, docType, date, text }: CorpusPassage): Passage {
  const described = { docId, chunk: 0, title, source: docId, docType, asOf: date ?? '' };
  return { id, pageContent: text, metadata: { ...described, classification: 'public', acl: ['tenant:t'] } };
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
    right: found.map((passage) => relevant.includes(passage.id)),
    retrieved: found.map(({ metadata }) => metadata.score),
    features: reranker.features(found, question).map((features) => RERANK_FEATURES.map((name) => features[name])),
  };
}

function fixture(): object {
  const { question, candidates } = RERANK_FIXTURE;
  const documents = candidates.map(({ text, metadata }) => ({ pageContent: text, metadata }));
  const features = reranker.features(documents, question).map((own) => RERANK_FEATURES.map((name) => own[name]));
  return { question, candidates, names: RERANK_FEATURES, features };
}
