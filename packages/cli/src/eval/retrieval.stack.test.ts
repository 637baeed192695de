import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stackUrl } from '../../../../test/stack/stack.ts';
import { runRetrievalSuite } from './retrieval.ts';

const companies = ['Alpha', 'Bravo', 'Charlie', 'Delta'];
let data: string;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'plumbline-eval-stack-'));
  const corpus = companies.map((company) => ({
    id: `x:${company}`,
    docId: company,
    title: `${company} 2020 10K`,
    docType: '10-K',
    text: `Net sales of ${company} rose to ${company.length} million.`,
  }));
  const queries = companies.map((company) => ({
    id: `x:${company}?`,
    question: `What were the net sales of ${company}?`,
    scope: 'global',
    docId: company,
    relevant: [`x:${company}`],
  }));
  const lines = (records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');
  await writeFile(join(data, 'corpus.jsonl'), lines(corpus));
  await writeFile(join(data, 'queries.jsonl'), lines(queries));
});
afterAll(() => rm(data, { recursive: true }));

it('measures retrieval through OpenSearch, stage by stage, and leaves nothing behind', async () => {
  const url = await stackUrl('opensearch');
  const { n, metrics, slices } = await runRetrievalSuite({ data, index: `opensearch:${url}` });
  expect(n).toBe(4);
  expect(metrics['hit@1']).toBe(1);
  expect(Object.keys(slices)).toEqual(
    expect.arrayContaining([
      'global/x',
      'global, bm25',
      'global, vector',
      'global, fused',
      'global, reranked less fused',
    ]),
  );
  const indexes = await (await fetch(`${url}/_cat/indices/plumbline-eval-*?h=index`)).text();
  expect(indexes.trim()).toBe('');
});

it('knows no other index', async () => {
  await expect(runRetrievalSuite({ data, index: 'solr:http://127.0.0.1' })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
});
