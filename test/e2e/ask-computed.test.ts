import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const CORPUS = fileURLToPath(new URL('../../examples/corpus', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-ask-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('ask calculates what no document prints, shows the formula, and has every figure of it verified', async () => {
  const question = "By what percentage did Apple's total net sales change from fiscal 2018 to fiscal 2019?";
  const { code, stdout } = await runCli(['ask', question, '--corpus', CORPUS, '--json'], folder);
  const { text, status, figures, citations } = JSON.parse(stdout);
  expect(text).toContain('(260,174 − 265,595) / 265,595 = −2.041 %');
  expect(figures.map((figure: { status: string }) => figure.status)).not.toContain('unverified');
  expect(citations[0]).toMatchObject({ n: 1, title: 'Apple — net sales by category, FY2019' });
  expect({ status, code }).toEqual({ status: 'final', code: 0 });
});

it('ask says of a calculation it cannot make why', async () => {
  const question = "By what percentage did Apple's total net sales change from fiscal 2010 to fiscal 2011?";
  const { stdout } = await runCli(['ask', question, '--corpus', CORPUS, '--json'], folder);
  expect(JSON.parse(stdout)).toMatchObject({
    text: 'Not found in the sources: they say nothing of 2010 and 2011.',
    figures: [],
  });
});
