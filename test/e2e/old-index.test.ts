import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HashedNgramEmbeddings } from '@plumbline/retrievers/embeddings';
import { LanceIndex } from '@plumbline/retrievers/lancedb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-old-index-'));
  await writeFile(join(folder, 'note.txt'), 'Northwind moved its office to Oslo in 2019.');
  const directory = join(folder, '.plumbline', 'index');
  const index = await LanceIndex.open({ directory, embeddings: new HashedNgramEmbeddings() });
  index.close();
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('an index made with the embeddings of an earlier release', () => {
  it.each([
    ['ask', ['ask', 'Where is the office of Northwind?']],
    ['ingest', ['ingest', 'note.txt']],
    ['index stats', ['index', 'stats']],
  ])('is refused by %s, which says what to do', async (_, args) => {
    const { code, stdout, stderr } = await runCli(args, folder);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(join(folder, '.plumbline', 'index'));
    expect(stderr).toMatch(/embeddings hashed-ngram@1 .*not with finance@1.*Delete that directory and ingest again/s);
    expect(stderr).not.toContain('    at ');
  });
});
