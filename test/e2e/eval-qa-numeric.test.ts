import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const TABLE = {
  kind: 'table',
  id: 'table',
  rows: [
    ['(in thousands)', '2031', '2030'],
    ['Lantern sales', '5,200', '5,000'],
    ['Wick sales', '1,300', '1,200'],
  ],
};
const RECORD = {
  id: 'own:1',
  source: 'TAT-QA',
  docId: 'own',
  question: 'What was the change in lantern sales from 2030 to 2031?',
  context: [TABLE],
  gold: { answer: 200, answerType: 'arithmetic', scale: 'thousand', evidence: ['table'] },
};
const FOLLOW_UP = {
  id: 'own:2',
  source: 'ConvFinQA',
  docId: 'own',
  question: 'what was the percentage change from 2030 to 2031?',
  history: [{ question: 'what were lantern sales in 2031?', answer: 5200 }],
  context: [TABLE],
  gold: { answer: 0.04, answerType: 'arithmetic', scale: '', program: 'x0 = 5200 - 5000; ans = x0 / 5000' },
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-eval-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const evaluate = async (...records: object[]) => {
  await writeFile(join(folder, 'dev.jsonl'), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  return runCli(['eval', 'qa-numeric', '--data', folder, '--json'], folder);
};

it('eval qa-numeric asks the offline model and prints one result, by source and answer type', async () => {
  const { code, stdout, stderr } = await evaluate(RECORD, FOLLOW_UP);
  expect(JSON.parse(stdout)).toMatchObject({
    suite: 'qa-numeric',
    n: 2,
    metrics: { accuracy: 1, precision: 1, coverage: 1 },
    slices: {
      'TAT-QA': { n: 1 },
      'TAT-QA/arithmetic': { n: 1 },
      ConvFinQA: { n: 1 },
      'ConvFinQA/arithmetic': { n: 1 },
    },
    gates: [
      { name: 'TAT-QA accuracy', limit: 0.45, pass: true },
      { name: 'ConvFinQA accuracy', limit: 0.3, pass: true },
      { name: 'precision', limit: 0.75, pass: true },
    ],
    seenShare: 0,
  });
  expect(code).toBe(0);
  expect(stderr).not.toContain('Warning');
});

it('eval qa-numeric ends with 1 when a gate fails, as when the right number comes in the wrong scale', async () => {
  const { code, stdout } = await evaluate({ ...RECORD, gold: { ...RECORD.gold, scale: 'million' } });
  expect(JSON.parse(stdout).gates[0]).toMatchObject({ value: 0, pass: false });
  expect(code).toBe(1);
});

it('eval qa-numeric ends with 2 for data of another form, and says where', async () => {
  const { code, stdout, stderr } = await evaluate({ ...RECORD, context: [] });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('dev.jsonl, line 1');
});
