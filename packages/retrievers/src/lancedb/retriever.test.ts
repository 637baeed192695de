import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MissingContextError, type PassageMetadata, UnsupportedFilterError } from '@plumbline/core';
import { testContext, testPassage } from '@plumbline/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HashedNgramEmbeddings } from '../embeddings/hashed-ngram-embeddings.ts';
import { LanceIndex } from './passage-index.ts';
import { LanceRetriever, type LanceRetrieverInput } from './retriever.ts';

let directory: string;
let index: LanceIndex;

const page = (id: string, pageContent: string, metadata: Partial<PassageMetadata>) =>
  testPassage({ id, pageContent, metadata: { docId: id, ...metadata } });
const statement = (company: string, year: number, capex: number) =>
  page(
    `${company}-${year}`,
    `Consolidated statements of cash flows\n(in millions) ${year}\nPurchases of property, plant and equipment (${capex}) (${capex - 9})`,
    {
      title: `${company} ${year} 10K`,
      asOf: `${year}-12-31`,
      docType: '10K',
    },
  );

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plumbline-retriever-'));
  index = await LanceIndex.open({ directory, embeddings: new HashedNgramEmbeddings() });
  await index.addPassages([
    ...['3M', 'Best Buy', 'Corning'].flatMap((company) =>
      [2016, 2017, 2018].map((year) => statement(company, year, year)),
    ),
    page(
      '3M-prose',
      '3M expects capital expenditure to stay where it was; capital expenditure is decided by the board.',
      {
        title: '3M 2018 10K',
        asOf: '2018-12-31',
        docType: '10K',
      },
    ),
    ...['1994-05-17', '1994-08-16', '2001-01-31'].map((date) =>
      page(`fomc-${date}`, 'The Committee decided on its target for the federal funds rate.', {
        title: `FOMC statement, ${date}`,
        asOf: date,
        docType: 'rate-decision',
      }),
    ),
    page('undated', 'Capital expenditure of an unknown year.', { title: 'Untitled', asOf: '' }),
  ]);
  await index.optimise();
});
afterAll(async () => {
  index.close();
  await rm(directory, { recursive: true });
});

async function ask(question: string, input: Partial<LanceRetrieverInput> = {}, asOf?: string) {
  const context = testContext(asOf === undefined ? {} : { asOf });
  return await new LanceRetriever({ index, ...input }).invoke(question, { context });
}

describe('questions in everyday words', () => {
  it.each([
    ["What was 3M's FY2018 capital expenditure?", '3M-2018'],
    ["What was 3M's FY17 capex?", '3M-2017'],
    ['How much did BestBuy spend on property, plant and equipment in fiscal 2016?', 'Best Buy-2016'],
    ['Purchases of PP&E of Corning from 2016 to 2017', 'Corning-2017'],
    ['Who decides on capital expenditure at 3M, the board?', '3M-prose'],
    ['FOMC statement of May 17, 1994', 'fomc-1994-05-17'],
    ['What did the Federal Open Market Committee decide on 31 January 2001?', 'fomc-2001-01-31'],
    ['the rate decision of 16 August 1994', 'fomc-1994-08-16'],
  ])('%s', async (question, id) => {
    expect((await ask(question))[0]?.id).toBe(id);
  });
});

describe('what comes back', () => {
  it('carries the score and every component', async () => {
    const [first] = await ask("What was 3M's FY2018 capital expenditure?");
    expect(first?.metadata.scores).toMatchObject({
      subject: 1,
      period: 1,
      bm25: expect.any(Number),
      bm25Rank: expect.any(Number),
      vector: expect.any(Number),
      convex: expect.any(Number),
      focusedRank: expect.any(Number),
    });
    expect(first?.metadata.score).toBeGreaterThan(0);
  });

  it('is at most k passages, best first', async () => {
    const found = await ask('capital expenditure', { k: 3 });
    const scores = found.map(({ metadata }) => metadata.score ?? 0);
    expect(scores).toHaveLength(3);
    expect(scores).toEqual(scores.toSorted((left, right) => right - left));
  });

  it('can be fused by rank, and left as fused', async () => {
    const [first] = await ask('3M capital expenditure', { fusion: 'rrf', rescore: false, fusionWeights: {} });
    const { rrf, bm25Rank, vectorRank, focusedRank } = first?.metadata.scores ?? {};
    const sum = [bm25Rank, vectorRank, focusedRank].reduce<number>(
      (total, rank) => total + (rank === undefined ? 0 : 1 / (60 + rank)),
      0,
    );
    expect(rrf).toBeCloseTo(sum, 12);
    expect(first?.metadata.score).toBe(rrf);
  });

  it('is nothing for an empty question', async () => {
    expect(await ask('')).toEqual([]);
    expect(await ask('the of and')).toEqual(expect.any(Array));
  });

  it('answers a question of 50,000 characters', async () => {
    expect(
      (await ask(`What was 3M's FY2018 capital expenditure? ${'Lorem ipsum dolor '.repeat(2_800)}`)).length,
    ).toBeGreaterThan(0);
  });

  it.each(["'; DROP TABLE passages; --", '"unbalanced AND (', '*:*', '\u0000\ud800'])(
    'takes %j for a question',
    async (question) => {
      expect(await ask(question)).toEqual(expect.any(Array));
    },
  );
});

describe('conditions', () => {
  it('keep to a filter', async () => {
    const found = await ask('capital expenditure', { filter: { op: 'range', field: 'asOf', lt: '2017' } });
    expect(new Set(found.map(({ metadata }) => metadata.asOf.slice(0, 4)))).toEqual(
      new Set(['1994', '2001', '2016', '']),
    );
  });

  it('refuse a filter on a field that is no column', async () => {
    await expect(ask('x', { filter: { op: 'eq', field: 'sector', value: 'x' } })).rejects.toThrow(
      UnsupportedFilterError,
    );
  });

  it.each([
    ['2017-12-30', ['3M-2016']],
    ['2017-12-31', ['3M-2016', '3M-2017']],
    ['2017-12-31T12:00:00Z', ['3M-2016']],
    ['2018-01-01T00:30:00+02:00', ['3M-2016']],
  ])('leave out what is dated after %s, and what is undated', async (asOf, ids) => {
    const found = await ask('3M capital expenditure', {}, asOf);
    const shown = found.map(({ id }) => id).filter((id) => id.startsWith('3M') || id === 'undated');
    expect(shown.sort()).toEqual(ids);
  });
});

describe('the call', () => {
  const retriever = () => new LanceRetriever({ index });

  it('needs a context', async () => {
    await expect(retriever().invoke('revenue')).rejects.toThrow(MissingContextError);
    await expect(retriever().invoke('revenue', { configurable: { context: testContext() } })).rejects.toThrow(
      MissingContextError,
    );
  });

  it('starts nothing once it is aborted, and lets go when it is', async () => {
    const reason = new Error('asker left');
    await expect(
      retriever().invoke('revenue', { context: testContext(), signal: AbortSignal.abort(reason) }),
    ).rejects.toThrow(reason);
    const controller = new AbortController();
    const running = retriever().invoke('revenue', { context: testContext(), signal: controller.signal });
    controller.abort(reason);
    await expect(running).rejects.toThrow(reason);
  });

  it('keeps to the deadline', async () => {
    await expect(retriever().invoke('revenue', { context: testContext({ deadline: 1 }) })).rejects.toThrow(/timeout/);
  });

  it('tells callbacks of start, end and error', async () => {
    const events: string[] = [];
    const callbacks = [
      {
        handleRetrieverStart: () => void events.push('start'),
        handleRetrieverEnd: (documents: unknown[]) => void events.push(`end ${documents.length > 0}`),
        handleRetrieverError: () => void events.push('error'),
      },
    ];
    await retriever().invoke('capital expenditure', { context: testContext(), callbacks });
    const failing = new LanceRetriever({ index, filter: { op: 'exists', field: 'sector' } });
    await expect(failing.invoke('capital expenditure', { context: testContext(), callbacks })).rejects.toThrow();
    expect(events).toEqual(['start', 'end true', 'start', 'error']);
  });
});
