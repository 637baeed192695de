import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const ASKED = {
  docId: 'own',
  source: 'own',
  question: 'What was the goodwill in 2019?',
  context: [
    {
      kind: 'table',
      id: 'table',
      rows: [
        ['(in millions)', '2019', '2018'],
        ['Goodwill', '12.5', '11.9'],
        ['Inventories', '7.1', '6.8'],
      ],
    },
  ],
};
const DERIVED = { ...ASKED, kind: 'derived', question: 'What was the change in goodwill from 2018 to 2019?' };
const RECORDS = [
  { ...ASKED, id: 'a#right', kind: 'looked-up', statement: 'The answer is 12.5 million.', label: 'right' },
  {
    ...ASKED,
    id: 'a#digit',
    kind: 'looked-up',
    statement: 'The answer is 82.5 million.',
    label: 'wrong',
    alteration: 'digit',
  },
  {
    ...ASKED,
    id: 'a#period',
    kind: 'looked-up',
    statement: 'The answer is 11.9 million.',
    label: 'wrong',
    alteration: 'period',
  },
  { ...DERIVED, id: 'b#right', statement: 'The answer is 0.6 million.', label: 'right' },
  { ...DERIVED, id: 'b#sign', statement: 'The answer is -0.6 million.', label: 'wrong', alteration: 'sign' },
];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-eval-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const writeRecords = (records: readonly object[]) =>
  writeFile(join(folder, 'dev.jsonl'), records.map((record) => `${JSON.stringify(record)}\n`).join(''));

it('eval figures measures what passes and what is stopped', async () => {
  await writeRecords(RECORDS);
  const { code, stdout, stderr } = await runCli(['eval', 'figures', '--data', folder, '--json'], folder);
  expect(JSON.parse(stdout)).toMatchObject({
    suite: 'figures',
    n: 5,
    metrics: { passRate: 1, catchRate: 1 },
    slices: {
      'kind/derived': { n: 2, metrics: { passRate: 1, catchRate: 1 } },
      'source/own/looked-up': { n: 3 },
      'alteration/period': { n: 1, metrics: { catchRate: 1 } },
    },
    gates: [
      { name: 'passRate', pass: true },
      { name: 'catchRate', pass: true },
      { name: 'alteration/period catchRate', limit: 0.85, pass: true },
    ],
    seenShare: 0,
  });
  expect(code).toBe(0);
  expect(stderr).not.toContain('Warning');
});

it('eval figures ends with 1 when a gate fails, also for what was not measured', async () => {
  await writeRecords(RECORDS.slice(0, 1).map((record) => ({ ...record, label: 'wrong' })));
  const { code, stdout } = await runCli(['eval', 'figures', '--data', join(folder, 'dev.jsonl'), '--json'], folder);
  expect(JSON.parse(stdout).gates).toMatchObject([
    { name: 'passRate', pass: false },
    { name: 'catchRate', value: 0, pass: false },
  ]);
  expect(code).toBe(1);
});

it.each([
  ['a record without a label', { ...RECORDS[0], label: 'perhaps' }],
  ['a record without context', { ...RECORDS[0], context: [] }],
])('eval figures ends with 2 for %s, and says where', async (_, record) => {
  await writeRecords([record]);
  const { code, stdout, stderr } = await runCli(['eval', 'figures', '--data', folder, '--json'], folder);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('dev.jsonl, line 1');
});
