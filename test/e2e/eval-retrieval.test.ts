import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const PASSAGES = [
  { id: 'a/1', docId: 'a', title: 'A 2019', docType: 'table', text: 'Goodwill | 2019 | 2018\nGoodwill | 12.5 | 11.9' },
  { id: 'a/2', docId: 'a', title: 'A 2019', docType: 'text', text: 'The board met twice.' },
];
const QUESTION = { id: 'tatqa:own', docId: 'a', scope: 'document', question: 'What was goodwill in 2019?' };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-eval-'));
  await writeRecords('corpus.jsonl', PASSAGES);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const writeRecords = (name: string, records: readonly object[]) =>
  writeFile(join(folder, name), records.map((record) => `${JSON.stringify(record)}\n`).join(''));

it('eval retrieval prints one result, by the way the embedded profile searches, and what of it was trained on', async () => {
  await writeRecords('queries.jsonl', [{ ...QUESTION, relevant: ['a/1'] }]);
  const { code, stdout, stderr } = await runCli(['eval', 'retrieval', '--data', folder, '--json'], folder);
  expect(JSON.parse(stdout)).toMatchObject({
    suite: 'retrieval',
    n: 1,
    slices: { 'document/tatqa': { n: 1, metrics: { 'hit@1': 1 } } },
    gates: [{ name: 'document/tatqa hit@1', value: 1, limit: 0.88, pass: true }],
    seenShare: 0,
  });
  expect(code).toBe(0);
  expect(stderr).not.toContain('Warning');
});

it('eval retrieval ends with 1 when a gate fails', async () => {
  await writeRecords('queries.jsonl', [{ ...QUESTION, relevant: ['a/2'] }]);
  const { code, stdout } = await runCli(['eval', 'retrieval', '--data', folder, '--json'], folder);
  expect(JSON.parse(stdout).gates).toMatchObject([{ pass: false }]);
  expect(code).toBe(1);
});

it('eval retrieval ends with 2 for data of another form, and says where', async () => {
  await writeRecords('queries.jsonl', [{ ...QUESTION, relevant: [] }]);
  const { code, stdout, stderr } = await runCli(['eval', 'retrieval', '--data', folder, '--json'], folder);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('queries.jsonl');
});
