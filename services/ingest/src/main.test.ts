import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FinanceEmbeddings } from '@plumbline/retrievers/embeddings';
import { LanceIndex } from '@plumbline/retrievers/lancedb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunToKill, runAndKill } from './fixtures/kill-runs.ts';

const DOCUMENTS = 40;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-main-'));
  const uris = Array.from({ length: DOCUMENTS }, (_, at) => join(folder, `${at}.txt`));
  for (const [at, uri] of uris.entries()) await writeFile(uri, `Sales of segment ${at} were $${at} million.`);
  await writeFile(join(folder, 'bad.txt'), 'a\0b');
  const lines = [...uris, join(folder, 'bad.txt')].map((uri) => JSON.stringify({ uri }));
  await writeFile(join(folder, 'manifest.jsonl'), `${lines.join('\n')}\nnonsense\n`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (args: readonly string[], state: string, more: Partial<RunToKill> = {}) =>
  runAndKill({
    script: 'main.ts',
    args: [...args, '--batch-size', '4', '--lanes', '1'],
    environment: {
      INGEST_TENANT: 'demo',
      INGEST_INDEX: `lancedb:${join(folder, state)}`,
      INGEST_RECORDS: join(folder, `${state}.sqlite`),
      INGEST_DEAD_LETTERS: join(folder, `${state}-dead.jsonl`),
      INGEST_OWNER: state,
      AWS_REGION: 'us-east-1',
    },
    ...more,
  });

async function documentsIn(state: string): Promise<number> {
  const index = await LanceIndex.open({ directory: join(folder, state), embeddings: new FinanceEmbeddings() });
  const { documents } = await index.stats();
  index.close();
  return documents;
}

describe('the program', () => {
  it('ends what is under way at SIGTERM, and goes on in the next run', { timeout: 60_000 }, async () => {
    const manifest = join(folder, 'manifest.jsonl');
    const stopped = await run(['manifest', manifest], 'a', { signal: 'SIGTERM', after: { text: '"_aws"', ms: 0 } });
    expect([stopped.code, stopped.signal]).toEqual([75, null]);
    const early = await documentsIn('a');
    expect(early).toBeGreaterThan(0);
    expect(early).toBeLessThan(DOCUMENTS);
    expect((await run(['manifest', manifest], 'a')).code).toBe(0);
    expect(await documentsIn('a')).toBe(DOCUMENTS);
    const letters = (await readFile(join(folder, 'a-dead.jsonl'), 'utf8')).trimEnd().split('\n');
    const codes = letters.map((line) => JSON.parse(line).code);
    expect(codes.filter((code) => code === 'BINARY')).toHaveLength(1);
    expect(codes).toContain('INVALID_MANIFEST');
  });

  it('does a part each as the children of an array job, and all of it together', { timeout: 60_000 }, async () => {
    const manifest = join(folder, 'manifest.jsonl');
    for (const index of ['0', '1']) {
      const script: Partial<RunToKill> = {
        environment: {
          INGEST_TENANT: 'demo',
          INGEST_INDEX: `lancedb:${join(folder, 'b')}`,
          INGEST_RECORDS: join(folder, 'b.sqlite'),
          INGEST_DEAD_LETTERS: join(folder, 'b-dead.jsonl'),
          AWS_BATCH_JOB_ID: `job:${index}`,
          AWS_BATCH_JOB_ARRAY_INDEX: index,
          AWS_REGION: 'us-east-1',
        },
      };
      expect((await run(['batch', manifest, '--array-size', '2'], 'b', script)).code).toBe(0);
      if (index === '0') expect(await documentsIn('b')).toBeLessThan(DOCUMENTS);
    }
    expect(await documentsIn('b')).toBe(DOCUMENTS);
  });

  it.each([
    ['an unknown mode', ['sing']],
    ['no manifest', ['manifest']],
    ['a manifest that is not there', ['manifest', '/nowhere/manifest.jsonl']],
    ['a setting that is wrong', ['manifest', 'x.jsonl', '--max-tokens', '9999']],
    ['an array job without its index', ['batch', 'x.jsonl', '--array-size', '4']],
  ])('refuses %s', { timeout: 60_000 }, async (_, args) => {
    expect((await run(args, 'c')).code).toBe(2);
  });
});
