// LangChain's EnsembleRetriever over its BM25Retriever and MemoryVectorStore: the same passages, embedder and questions,
// in memory and unfiltered, since it has no filter over both halves. Arguments: number of passages, file of questions.
import { readFileSync } from 'node:fs';
import { EnsembleRetriever } from '@langchain/classic/retrievers/ensemble';
import { MemoryVectorStore } from '@langchain/classic/vectorstores/memory';
import { BM25Retriever } from '@langchain/community/retrievers/bm25';
import { Document } from '@langchain/core/documents';
import { HashedNgramEmbeddings } from '@plumbline/retrievers/embeddings';
import { percentile } from '../lib/percentile.ts';
import { passages, readMaterial } from '../lib/retrieval-passages.ts';

/** The first questions warm the compiler, as they do for us. */
const WARM_UP = 2;

const [count = '0', file = ''] = process.argv.slice(2);
const documents = [...passages(Number(count), readMaterial())].map(
  ({ id, pageContent, metadata }) => new Document({ id, pageContent, metadata }),
);
process.stderr.write(`  peer: ${documents.length} passages into memory …\n`);
const store = await MemoryVectorStore.fromDocuments(documents, new HashedNgramEmbeddings());
const ensemble = new EnsembleRetriever({
  retrievers: [BM25Retriever.fromDocuments(documents, { k: 100 }), store.asRetriever(100)],
  weights: [0.5, 0.5],
});

const times = [];
for (const [number, question] of JSON.parse(readFileSync(file, 'utf8')).entries()) {
  const startedAt = performance.now();
  await ensemble.invoke(question);
  if (number >= WARM_UP) times.push(performance.now() - startedAt);
}
process.stdout.write(
  `${JSON.stringify({ p50Ms: percentile(times, 0.5), p95Ms: percentile(times, 0.95), rssMb: process.memoryUsage().rss / 1e6 })}\n`,
);
