import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FinanceEmbeddings } from '@plumbline/retrievers/embeddings';
import {
  createSearchClient,
  OpenSearchIndex,
  RESEARCH_REPORTS,
  type SearchClient,
} from '@plumbline/retrievers/opensearch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stackUrl } from '../../../test/stack/stack.ts';
import { runAndKill } from './fixtures/kill-runs.ts';

const DOCUMENTS = 300;
const SECTIONS = 12;
const KILLS = 10;
const prefix = `kill-${process.pid}`;

let url = '';
let client: SearchClient;
let folder = '';
beforeAll(async () => {
  url = await stackUrl('opensearch');
  client = await createSearchClient({ node: url });
  folder = await mkdtemp(join(tmpdir(), 'plumbline-stack-'));
});
afterAll(async () => {
  for (const path of [`/${prefix}-*`, `/_index_template/${prefix}-*`]) {
    await client.transport.request({ method: 'DELETE', path }, { ignore: [404] });
  }
  await client.close();
  await rm(folder, { recursive: true, force: true });
});

/** Documents of sections, every third of which says which version it is. */
async function layDocuments(version: string): Promise<string> {
  const documents = join(folder, 'documents');
  await mkdir(documents, { recursive: true });
  const lines: string[] = [];
  for (let at = 0; at < DOCUMENTS; at++) {
    const uri = join(documents, `${at}.md`);
    const sections = Array.from(
      { length: SECTIONS },
      (_, part) =>
        `# Part ${part}\n\nSales of segment ${part} in report ${at}: ${part % 3 === 0 ? version : 'as before'}.\n`,
    );
    await writeFile(
      uri,
      `---\ntitle: Report ${at}\nasOf: 2023-12-31\ndocType: research-note\n---\n${sections.join('\n')}`,
    );
    lines.push(JSON.stringify({ uri }));
  }
  const manifest = join(folder, 'manifest.jsonl');
  await writeFile(manifest, `${lines.join('\n')}\n`);
  return manifest;
}

const ingest = (manifest: string, name: string, after?: { text: string; ms: number }) =>
  runAndKill({
    script: 'main.ts',
    args: ['manifest', manifest, '--batch-size', '20', '--max-deaths', '50'],
    environment: {
      INGEST_TENANT: 'demo',
      INGEST_INDEX: `opensearch:${url}`,
      INGEST_ALIAS_PREFIX: `${prefix}-${name}`,
      INGEST_NAMESPACE: name,
      INGEST_ENGINE: 'lucene',
      INGEST_SHARDS: '1',
      INGEST_REPLICAS: '0',
      INGEST_RECORDS: join(folder, 'records.sqlite'),
      INGEST_DEAD_LETTERS: join(folder, 'dead-letters.jsonl'),
      INGEST_OWNER: name,
      AWS_REGION: 'us-east-1',
    },
    ...(after === undefined ? {} : { after }),
  });

/** Ids and texts of everything in the index, as they come: an id that is there twice comes twice. */
async function contentOf(name: string): Promise<string[]> {
  const index = await OpenSearchIndex.open({
    client,
    alias: `${prefix}-${name}-${RESEARCH_REPORTS.name}`,
    type: RESEARCH_REPORTS,
    embeddings: new FinanceEmbeddings(),
    create: false,
    vectors: { engine: 'lucene' },
  });
  await index.optimise();
  const found: string[] = [];
  for await (const page of index.passages()) found.push(...page.map(({ id, pageContent }) => `${id}\t${pageContent}`));
  return found.sort();
}

describe('ingest into a real OpenSearch', () => {
  it('killed ten times in the middle loses no passage, and has none twice', { timeout: 600_000 }, async () => {
    let kills = 0;
    for (const version of ['first', 'second']) {
      const manifest = await layDocuments(version);
      for (let round = 0; round < KILLS / 2; round++) {
        // At another moment each time: while the first batch is written, or some way into the next ones.
        const ended = await ingest(manifest, 'killed', {
          text: round % 2 === 0 ? '"started"' : '"_aws"',
          ms: 100 + round * 150,
        });
        if (ended.signal === 'SIGKILL') kills += 1;
      }
      if (version === 'second') expect((await ingest(manifest, 'killed')).code).toBe(0);
    }
    expect(kills).toBe(KILLS);
    expect((await ingest(join(folder, 'manifest.jsonl'), 'whole')).code).toBe(0);
    const [killed, whole] = [await contentOf('killed'), await contentOf('whole')];
    expect(killed).toEqual(whole);
    expect(new Set(killed).size).toBe(killed.length);
    expect(killed).toHaveLength(DOCUMENTS * SECTIONS);
  });
});
