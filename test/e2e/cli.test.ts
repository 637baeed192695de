import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerSchema } from '@plumbline/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

let folder: string;
let documents: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-cli-'));
  documents = join(folder, 'documents');
  await mkdir(documents);
  await writeFile(
    join(documents, 'northwind-2022.md'),
    [
      '---',
      'title: Northwind annual results, FY2022',
      'company: Northwind',
      'fiscalYear: 2022',
      'asOf: 2022-12-31',
      'classification: public',
      'acl: [tenant:demo]',
      '---',
      '',
      '# Northwind annual results, FY2022',
      '',
      'Income statement (in millions of US dollars)',
      '',
      '| Item | FY2021 | FY2022 |',
      '| --- | ---: | ---: |',
      '| Revenue | 410.5 | 431.9 |',
      '| Operating income | 51.0 | 47.2 |',
      '',
    ].join('\n'),
  );
  await writeFile(
    join(documents, 'promise.md'),
    [
      '---',
      'title: Southwind fund leaflet',
      'company: Southwind',
      'asOf: 2022-06-30',
      'classification: public',
      'acl: [tenant:demo]',
      '---',
      '',
      'The Southwind fund pays guaranteed returns of 9 % in every year to each investor.',
      '',
    ].join('\n'),
  );
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => runCli(args, folder);

describe('plumbline ingest', () => {
  it('reads a folder, and writes nothing the second time', async () => {
    const first = await run('ingest', 'documents', '--json');
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ files: 2, documents: 2, complete: true, failures: [] });
    const second = await run('ingest', 'documents', '--json');
    expect(JSON.parse(second.stdout)).toMatchObject({ unchangedFiles: 2, passages: { added: 0, deleted: 0 } });
  });

  it('names a file it cannot read and goes on with the rest', async () => {
    const broken = join(folder, 'broken');
    await mkdir(broken);
    await writeFile(join(broken, 'cut.pdf'), '%PDF-1.7 and nothing more');
    await writeFile(join(broken, 'fine.txt'), 'Eastwind moved its office to Oslo in 2019.');
    const result = await run('--home', join(folder, 'other-home'), 'ingest', broken);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('cut.pdf');
    expect(result.stderr).toContain('1 documents');
  });

  it('refuses an unknown classification', async () => {
    const result = await run('ingest', 'documents', '--classification', 'secret');
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain('public, internal, confidential, restricted');
  });
});

describe('plumbline ask', () => {
  it('prints one final answer as JSON and nothing else', async () => {
    const result = await run('ask', 'What was the revenue of Northwind in fiscal 2022?', '--json');
    const answer = answerSchema.parse(JSON.parse(result.stdout));
    expect(answer.text).toContain('431.9');
    expect(answer.figures).toMatchObject([{ status: 'found', figure: { value: 431_900_000 } }]);
    expect(answer.citations[0]).toMatchObject({ n: 1, title: 'Northwind annual results, FY2022' });
    expect({ status: answer.status, code: result.code }).toEqual({ status: 'final', code: 0 });
  });

  it('ends with 3 and the reason for a draft that waits for review', async () => {
    const result = await run('ask', "What was Northwind's operating margin in fiscal 2022?");
    expect(result.code).toBe(3);
    expect(result.stdout).toMatch(/DRAFT, PENDING REVIEW: Confidence 0\.\d+ is below 0\.8|Confidence 0 is below 0\.8/);
  });

  it('says so when the sources do not hold the answer', async () => {
    const result = await run('ask', 'How many lighthouses does Westwind own?');
    expect(result.stdout).toContain('Not found in the sources.');
  });

  it('ends with 1 and without the text for an answer that promises a return', async () => {
    const result = await run('ask', 'What returns does the Southwind fund pay to each investor?');
    expect(result.code).toBe(1);
    expect(result.stdout).toContain('BLOCKED');
    expect(result.stdout).not.toContain('9 %');
  });

  it('uses only what was known on the day', async () => {
    const result = await run(
      'ask',
      'What was the revenue of Northwind in fiscal 2022?',
      '--as-of',
      '2021-06-30',
      '--json',
    );
    expect(answerSchema.parse(JSON.parse(result.stdout)).citations).toEqual([]);
  });

  it.each([
    ['no question', []],
    ['an empty question', [' ']],
    ['a question of 50,000 characters', ['x'.repeat(50_000)]],
    ['a bad date', ['What?', '--as-of', 'yesterday']],
    ['an unknown clearance', ['What?', '--clearance', 'secret']],
    ['an unknown option', ['What?', '--colour']],
    ['a corpus that is not there', ['What?', '--corpus', 'nowhere']],
    ['no index', ['What?', '--tenant', 'demo']],
  ])('ends with 2 for %s', async (name, args) => {
    const home = name === 'no index' ? ['--home', 'empty-home'] : [];
    const result = await run(...home, 'ask', ...args);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).not.toBe('');
    expect(result.stderr).not.toContain('    at ');
  });
});

describe('plumbline index stats, audit verify, eval', () => {
  it('tell of the index and the trail', async () => {
    expect((await run('index', 'stats')).stdout).toMatch(/documents {3}2/);
    const whole = await run('audit', 'verify');
    expect(whole.code).toBe(0);
    expect(whole.stdout).toContain('whole');
  });

  it('name a changed record', async () => {
    const trail = join(folder, '.plumbline', 'audit');
    const chain = (await readdir(trail)).find((name) => name.endsWith('.jsonl')) ?? '';
    const before = await readFile(join(trail, chain), 'utf8');
    await writeFile(join(trail, chain), before.replace('"status":"final"', '"status":"forged"'));
    const altered = await run('audit', 'verify');
    expect(altered.code).toBe(1);
    expect(altered.stdout).toMatch(/changed: chain main, line \d+/);
    await writeFile(join(trail, chain), before);
    await appendFile(join(trail, chain), '{"torn');
    expect((await run('audit', 'verify')).stdout).toContain('torn');
    await writeFile(join(trail, chain), before);
    expect((await run('audit', 'verify')).code).toBe(0);
  });

  it('refuse an unknown suite', async () => {
    const result = await run('eval', 'beauty', '--data', '.');
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('retrieval');
  });
});
