import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Passage, PassageMetadata } from '@plumbline/core';
import { testContext, testPassage } from '@plumbline/core/testing';
import { describe, expect, it } from 'vitest';
import { HashedNgramEmbeddings } from '../embeddings/hashed-ngram-embeddings.ts';
import { fileDeadLetters } from './dead-letters.ts';
import { documentTypeIndexes } from './document-type-indexes.ts';
import { REGULATORY_FILINGS } from './document-types.ts';
import { openStackIndex, type StackIndex, type StackIndexOptions } from './fixtures/stack-index.ts';
import { OpenSearchIndex } from './passage-index.ts';
import { OpenSearchRetriever } from './retriever.ts';
import { financeThesaurus } from './thesaurus.ts';

const context = testContext();
const page = (id: string, pageContent: string, metadata: Partial<PassageMetadata> = {}): Passage =>
  testPassage({ id, pageContent, metadata: { docId: id, title: id, ...metadata } });

async function withIndex(options: StackIndexOptions, check: (stack: StackIndex) => Promise<void>): Promise<void> {
  const stack = await openStackIndex(options);
  try {
    await check(stack);
  } finally {
    await stack.dispose();
  }
}

const idsFor = async (index: OpenSearchIndex, question: string) =>
  (await new OpenSearchRetriever({ index, k: 3 }).invoke(question, { context })).map(({ id }) => id);

describe('the financial analyser', () => {
  const pages = [
    page('eps', 'Earnings per share were $3.10.'),
    page('filing', 'See the annual report for 2018.'),
    page('rd', 'Research and development rose to 1,327.9 million.'),
    page('weather', 'It rained for most of the week.'),
  ];
  it.each([
    ['EPS', 'eps'],
    ["the company's 10-K for FY18", 'filing'],
    ['R&D', 'rd'],
    ['1327.9', 'rd'],
    ['researching the developments', 'rd'],
  ])('finds by "%s" the passage %s', async (question, id) => {
    await withIndex({ shards: 1 }, async ({ index, fill }) => {
      await fill(pages);
      expect((await idsFor(index, question))[0]).toBe(id);
    });
  });
});

describe('a passage that OpenSearch refuses', () => {
  // Longer than a keyword may be.
  const poisoned = page('poisoned', 'Secret words of the passage.', { section: 'x'.repeat(40_000) });
  const good = page('good', 'Net sales rose.');

  it('fails the write, and the others are there', async () => {
    await withIndex({}, async ({ index, read }) => {
      const writing = index.addPassages([poisoned, good]);
      await expect(writing).rejects.toMatchObject({ code: 'INDEX_WRITE', ids: ['poisoned'], retryable: false });
      await expect(writing).rejects.toThrow(/immense term|max length|bytes/);
      await index.optimise();
      expect((await read()).map(({ id }) => id)).toEqual(['good']);
    });
  });

  it('goes to the dead letters, where there are any, without its text', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-dead-'));
    const path = join(folder, 'dead.jsonl');
    await withIndex({ deadLetters: fileDeadLetters(path), clock: () => 0 }, async ({ index, read }) => {
      await index.addPassages([poisoned, good]);
      await index.addPassages([{ ...poisoned, id: 'poisoned-2' }]);
      await index.optimise();
      expect((await read()).map(({ id }) => id)).toEqual(['good']);
      const letters = (await readFile(path, 'utf8')).trim().split('\n');
      expect(letters.map((line) => JSON.parse(line))).toMatchObject([
        { index: index.alias, id: 'poisoned', docId: 'poisoned', status: 400, at: '1970-01-01T00:00:00.000Z' },
        { id: 'poisoned-2' },
      ]);
      expect(letters.join()).not.toContain('Secret words');
      expect((await stat(path)).mode & 0o077).toBe(0);
    });
    await rm(folder, { recursive: true });
  });
});

describe('a reindex', () => {
  const pages = Array.from({ length: 300 }, (_, n) => page(`p${n}`, `Net sales of shop ${n} rose.`));

  it('moves the alias in one step: searches never fail, writes of all the time are in the new version', async () => {
    await withIndex({ shards: 1 }, async ({ index, fill, read, client }) => {
      await fill(pages);
      const thesaurus = { ...financeThesaurus(), version: 2 };
      const options = { ...index.options, client, thesaurus };
      let isRunning = true;
      const search = async () => {
        while (isRunning) expect((await idsFor(index, 'net sales')).length).toBe(3);
      };
      const write = async () => {
        for (let n = 0; isRunning; n += 1) {
          await index.addPassages([page(`new${n}`, `Written meanwhile ${n}.`), page('p1', `Changed ${n}.`)]);
          await index.deletePassages([`p${100 + n}`]);
          written.push(n);
        }
      };
      const written: number[] = [];
      const reindexing = OpenSearchIndex.reindex(options, { passagesPerSecond: 400, pollMs: 50 });
      const both = [search(), write()];
      const report = await reindexing.finally(() => {
        isRunning = false;
      });
      await Promise.all(both);

      expect(report).toMatchObject({ how: 'copied', from: `${index.alias}-v000001`, to: `${index.alias}-v000002` });
      expect(written.length).toBeGreaterThan(0);
      await index.optimise();
      const found = new Map((await read()).map((one) => [one.id, one.pageContent]));
      for (const n of written) {
        expect(found.get(`new${n}`)).toBe(`Written meanwhile ${n}.`);
        expect(found.has(`p${100 + n}`)).toBe(false);
      }
      expect(found.get('p1')).toBe(`Changed ${written.at(-1)}.`);
      expect(found.size).toBe(pages.length + written.length - Math.min(written.length, 200));
      await expect(OpenSearchIndex.open(index.options)).rejects.toMatchObject({ code: 'INDEX_MISMATCH' });
      const reopened = await OpenSearchIndex.open({ ...options, create: false });
      expect(await idsFor(reopened, 'shop 42')).toContain('p42');
    });
  });

  it('embeds again when the embeddings are others, and keeps one version to go back to', async () => {
    await withIndex({ shards: 1 }, async ({ index, fill }) => {
      await fill(pages);
      const embeddings = new HashedNgramEmbeddings();
      const other = {
        identity: 'other@1',
        dimensions: 8,
        embedQuery: async (text: string) => (await embeddings.embedQuery(text)).slice(0, 8).map((value) => value + 0.1),
        embedDocuments: async (texts: string[]) => await Promise.all(texts.map((text) => other.embedQuery(text))),
      };
      const options = { ...index.options, embeddings: other };
      expect(await OpenSearchIndex.reindex(options)).toMatchObject({ how: 'embedded', broughtOver: 0, removed: 0 });
      const next = await OpenSearchIndex.open(options);
      expect(await next.stats()).toMatchObject({ passages: 300, documents: 300, identity: { dimensions: 8 } });
      expect(await OpenSearchIndex.reindex(options)).toMatchObject({ how: 'nothing' });
      expect(await OpenSearchIndex.reindex(options, { always: true })).toMatchObject({ how: 'copied' });
      const { body } = await index.call({ method: 'GET', path: `/${index.alias}-v*/_alias` });
      expect(Object.keys(body as object).sort()).toEqual([`${index.alias}-v000002`, `${index.alias}-v000003`]);
    });
  });

  it('that is aborted leaves the old version as it was, open for writes', async () => {
    await withIndex({ shards: 1 }, async ({ index, fill, read }) => {
      await fill(pages);
      const signal = AbortSignal.timeout(400);
      const running = OpenSearchIndex.reindex(index.options, {
        always: true,
        signal,
        passagesPerSecond: 50,
        pollMs: 20,
      });
      await expect(running).rejects.toMatchObject({ name: 'TimeoutError' });
      await index.addPassages([page('after', 'Net sales after.')]);
      await index.optimise();
      expect((await read()).length).toBe(301);
      expect(await index.currentVersion()).toBe(`${index.alias}-v000001`);
      const { body } = await index.call({ method: 'GET', path: `/${index.alias}-v*/_alias` });
      expect(Object.keys(body as object)).toEqual([`${index.alias}-v000001`]);
    });
  });
});

it('questions asked together travel as one request, each with its own rights', async () => {
  await withIndex({ shards: 1 }, async ({ index, fill, client }) => {
    await fill([page('open', 'Net sales rose.'), page('closed', 'Net sales fell.', { acl: ['tenant:other'] })]);
    const paths: string[] = [];
    const counting = {
      ...client,
      transport: {
        request: (...call: Parameters<typeof client.transport.request>) => {
          paths.push(call[0].path);
          return client.transport.request(...call);
        },
      },
    };
    const counted = await OpenSearchIndex.open({ ...index.options, client: counting });
    const retriever = new OpenSearchRetriever({ index: counted, batchSize: 20 });
    paths.length = 0;
    const asker = (tenant: string) => ({ context: testContext({ principal: { tenant } }) });
    const [ours, theirs] = await Promise.all([
      retriever.invoke('net sales', asker('demo')),
      retriever.invoke('net sales', asker('other')),
    ]);
    expect(ours.map(({ id }) => id)).toEqual(['open']);
    expect(theirs.map(({ id }) => id)).toEqual(['closed']);
    expect(paths.filter((path) => path.includes('search'))).toEqual([`/${index.alias}/_msearch`]);
  });
});

it('indexes of several document types are one to write to', async () => {
  const [filings, notes] = await Promise.all([openStackIndex({ type: REGULATORY_FILINGS }), openStackIndex()]);
  try {
    const all = documentTypeIndexes([filings.index, notes.index]);
    await all.addPassages([
      page('a', 'A filing.', { docType: '10-K', form: '10-K' }),
      page('b', 'A note.', { docType: 'note' }),
    ]);
    await all.optimise();
    expect(await filings.idsWhere({ op: 'eq', field: 'form', value: '10-K' })).toEqual(['a']);
    expect((await notes.read()).map(({ id }) => id)).toEqual(['b']);
    await all.addPassages([page('a', 'A note after all.', { docType: 'note' })]);
    await all.deletePassages(['b']);
    await all.optimise();
    expect(await filings.read()).toEqual([]);
    expect((await notes.read()).map(({ id }) => id)).toEqual(['a']);
  } finally {
    await Promise.all([filings.dispose(), notes.dispose()]);
  }
});
