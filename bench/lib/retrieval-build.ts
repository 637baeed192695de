import { FinanceEmbeddings } from '@plumbline/retrievers/embeddings';
import { LanceIndex } from '@plumbline/retrievers/lancedb';
import { passages, readMaterial } from './retrieval-passages.ts';

// Arguments: directory, number of passages. Builds the index as an ingestion would, in batches.
const [directory = '', count = '0'] = process.argv.slice(2);
const total = Number(count);
const index = await LanceIndex.open({ directory, embeddings: new FinanceEmbeddings(), keepVersionsMs: 0 });
const started = performance.now();
let batch = [];
let written = 0;
for (const passage of passages(total, readMaterial())) {
  batch.push(passage);
  if (batch.length < 10_000 && written + batch.length < total) continue;
  await index.addPassages(batch);
  written += batch.length;
  batch = [];
  const seconds = (performance.now() - started) / 1000;
  process.stderr.write(`  indexed ${written} of ${total} passages, ${Math.round(written / seconds)} per second\n`);
}
process.stderr.write('  optimising …\n');
await index.optimise();
const { bytesOnDisk } = await index.stats();
index.close();
process.stdout.write(`${JSON.stringify({ bytesOnDisk, seconds: (performance.now() - started) / 1000 })}\n`);
