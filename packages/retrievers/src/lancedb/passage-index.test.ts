import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeEmbeddings } from '@langchain/core/utils/testing';
import { InvalidInputError } from '@plumbline/core';
import { testContext, testPassage } from '@plumbline/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HashedNgramEmbeddings } from '../embeddings/hashed-ngram-embeddings.ts';
import { IndexMismatchError, IndexUnreadableError } from './errors.ts';
import { LanceIndex, type LanceIndexOptions } from './passage-index.ts';
import { LanceRetriever } from './retriever.ts';

let directory: string;
const opened: LanceIndex[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plumbline-index-'));
});
afterEach(async () => {
  for (const index of opened.splice(0)) index.close();
  await rm(directory, { recursive: true });
});

async function open(options: Partial<LanceIndexOptions> = {}): Promise<LanceIndex> {
  const index = await LanceIndex.open({ directory, embeddings: new HashedNgramEmbeddings(), ...options });
  opened.push(index);
  return index;
}

async function ask(index: LanceIndex, question: string): Promise<string[]> {
  const found = await new LanceRetriever({ index }).invoke(question, { context: testContext() });
  return found.map(({ pageContent }) => pageContent);
}

const text = (id: string, pageContent: string) => testPassage({ id, pageContent });

describe('writing', () => {
  it('finds what was added at once, and replaces by id', async () => {
    const index = await open();
    await index.addPassages([text('a', 'Goodwill was 12 million.'), text('b', 'Inventory was 7 million.')]);
    expect((await ask(index, 'goodwill'))[0]).toBe('Goodwill was 12 million.');
    await index.addPassages([text('a', 'Goodwill was 15 million.')]);
    expect(await ask(index, 'goodwill')).toEqual(['Goodwill was 15 million.', 'Inventory was 7 million.']);
    expect((await index.stats()).passages).toBe(2);
  });

  it('takes the last of two passages with one id', async () => {
    const index = await open();
    await index.addPassages([text('a', 'old'), text('a', 'new')]);
    expect(await ask(index, 'new')).toEqual(['new']);
  });

  it('deletes by id, whatever the id, and passes over ids that are not there', async () => {
    const index = await open();
    await index.addPassages([text("it's", 'one'), text('b', 'two')]);
    await index.deletePassages(["it's", 'unknown']);
    expect(await ask(index, 'one')).toEqual(['two']);
  });

  it('keeps every metadata field, also those without a column', async () => {
    const index = await open();
    const metadata = { sector: 'Utilities', page: 3, fiscalYear: 2018, company: '3M', nested: { a: [1] }, section: '' };
    const passage = testPassage({ metadata });
    await index.addPassages([passage]);
    const [found] = await new LanceRetriever({ index }).invoke('revenue', { context: testContext() });
    expect(found).toMatchObject({ id: passage.id, pageContent: passage.pageContent, metadata });
    expect(found?.metadata.acl).toEqual(['client:*', 'group:*', 'tenant:demo', 'unit:*']);
  });

  it('refuses a passage with a missing or unknown classification, and writes nothing of the call', async () => {
    const index = await open();
    const wrong = testPassage({ id: 'b', metadata: { classification: 'secret' as never } });
    await expect(index.addPassages([text('a', 'one'), wrong])).rejects.toThrow(InvalidInputError);
    expect((await index.stats()).passages).toBe(0);
  });

  it('takes no passages, and long, empty and odd texts', async () => {
    const index = await open();
    await index.addPassages([]);
    await index.addPassages([
      text('empty', ''),
      text('odd', '\u0000 \ud83d\ude00 \u202e'),
      text('long', 'word '.repeat(50_000)),
    ]);
    await index.optimise();
    expect((await index.stats()).passages).toBe(3);
  });

  it('writes in turn when callers do not wait', async () => {
    const index = await open();
    await Promise.all(Array.from({ length: 8 }, (_, n) => index.addPassages([text(`p${n}`, `number ${n}`)])));
    expect((await index.stats()).passages).toBe(8);
  });
});

describe('optimise', () => {
  it('covers all rows, joins files, and frees old versions', async () => {
    const index = await open({ keepVersionsMs: 0 });
    for (let n = 0; n < 5; n += 1) await index.addPassages([text(`p${n}`, `number ${n}`)]);
    expect((await index.stats()).indexes[0]?.unindexedRows).toBeGreaterThan(0);
    await index.optimise();
    const { indexes, passages } = await index.stats();
    expect(passages).toBe(5);
    expect(indexes.map(({ column }) => column).sort()).toEqual([
      'acl',
      'asOfBound',
      'classification',
      'docId',
      'docType',
      'fiscalYear',
      'id',
      'periods',
      'subjects',
      'terms',
    ]);
    expect(indexes.every(({ unindexedRows }) => unindexedRows === 0)).toBe(true);
    expect(await readdir(join(directory, 'passages.lance/data'))).toHaveLength(1);
    expect(await ask(index, 'number 3')).toHaveLength(5);
  });

  it('keeps old versions for readers as long as it is told', async () => {
    const index = await open({ keepVersionsMs: 3_600_000 });
    for (let n = 0; n < 3; n += 1) await index.addPassages([text(`p${n}`, `number ${n}`)]);
    await index.optimise();
    expect((await readdir(join(directory, 'passages.lance/data'))).length).toBeGreaterThan(1);
  });

  it('works on an empty index', async () => {
    await (await open()).optimise();
  });

  it('searches vectors through an index from the size it is told', async () => {
    const index = await open({ vectorIndexFrom: 400 });
    await index.addPassages(Array.from({ length: 500 }, (_, n) => text(`p${n}`, `passage about item${n} and more`)));
    await index.optimise();
    expect((await index.stats()).indexes.map(({ column }) => column)).toContain('vector');
    const retriever = new LanceRetriever({ index, rescore: false, fusionWeights: { bm25: 0, focused: 0, vector: 1 } });
    const found = await retriever.invoke('item321', { context: testContext() });
    expect(found.map(({ id }) => id)).toContain('p321');
  });
});

describe('opening', () => {
  it('finds again what another handle wrote', async () => {
    await (await open()).addPassages([text('a', 'Goodwill was 12 million.')]);
    expect(await ask(await open(), 'goodwill')).toEqual(['Goodwill was 12 million.']);
  });

  it('needs to know which embeddings these are', async () => {
    const embeddings = new FakeEmbeddings();
    await expect(open({ embeddings })).rejects.toThrow(/embeddingsIdentity/);
    const index = await open({ embeddings, embeddingsIdentity: 'fake@1' });
    expect(index.identity).toEqual({ schema: 3, embeddings: 'fake@1', dimensions: 4 });
  });

  it('refuses other embeddings, naming the directory and what to do', async () => {
    await open();
    const other = open({ embeddings: new FakeEmbeddings(), embeddingsIdentity: 'fake@1' });
    await expect(other).rejects.toThrow(IndexMismatchError);
    await expect(other).rejects.toThrow(directory);
    await expect(other).rejects.toThrow(/hashed-ngram@1.*ingest again/);
  });

  it('refuses an index of another layout', async () => {
    await open();
    await writeFile(join(directory, 'index.json'), '{"schema":99,"embeddings":"hashed-ngram@1","dimensions":256}');
    await expect(open()).rejects.toThrow(/layout version 99/);
  });

  it.each([
    ['its identity is damaged', async () => await writeFile(join(directory, 'index.json'), '{"schema"')],
    ['its identity is gone', async () => await rm(join(directory, 'index.json'))],
    ['its table is gone', async () => await rm(join(directory, 'passages.lance'), { recursive: true })],
    [
      'the list of its files is gone',
      async () => await rm(join(directory, 'passages.lance/_versions'), { recursive: true }),
    ],
  ])('says so when %s', async (_, damage) => {
    await (await open()).addPassages([text('a', 'one')]);
    await damage();
    const broken = open();
    await expect(broken).rejects.toThrow(IndexUnreadableError);
    await expect(broken).rejects.toThrow(directory);
  });

  it('says so when a data file is cut short, and never quotes a passage', async () => {
    const index = await open();
    await index.addPassages([text('a', 'a private sentence')]);
    const data = join(directory, 'passages.lance/data');
    for (const name of await readdir(data)) await writeFile(join(data, name), 'cut');
    const failed = ask(await open(), 'private');
    await expect(failed).rejects.toThrow(IndexUnreadableError);
    await expect(failed).rejects.not.toThrow(/sentence/);
  });

  it('takes a damaged list of names for an empty one', async () => {
    await (await open()).addPassages([testPassage({ metadata: { company: '3M' } })]);
    await writeFile(join(directory, 'subjects.json'), '[{');
    expect((await (await open()).subjects()).find('3M').keys).toEqual([]);
    await (await open()).addPassages([testPassage({ metadata: { company: '3M' } })]);
    expect((await (await open()).subjects()).find('3M').keys).toEqual(['3m']);
  });
});

describe('the names of an index', () => {
  it('follow what another handle writes, and forget what is gone', async () => {
    const reader = await open();
    expect((await reader.subjects()).find('What did 3M earn?').keys).toEqual([]);
    const writer = await open();
    await writer.addPassages([testPassage({ metadata: { company: '3M' } })]);
    expect((await reader.subjects()).find('What did 3M earn?').keys).toEqual(['3m']);
    await writer.deletePassages(['doc-1#0']);
    await writer.optimise();
    expect((await reader.subjects()).find('What did 3M earn?').keys).toEqual([]);
  });
});
