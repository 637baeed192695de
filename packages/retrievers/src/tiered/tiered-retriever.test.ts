import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import type { DocumentInterface } from '@langchain/core/documents';
import { BaseRetriever } from '@langchain/core/retrievers';
import { BaseDocumentCompressor } from '@langchain/core/retrievers/document_compressors';
import { InvalidInputError, isReportingRetriever, MissingContextError, type Passage } from '@plumbline/core';
import { FakeRetriever, testContext, testPassage } from '@plumbline/core/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Tier } from './tier.ts';
import { TieredRetriever, type TieredRetrieverInput } from './tiered-retriever.ts';
import { TiersFailedError } from './tiers-failed-error.ts';

const CONTEXT = testContext();
const QUESTION = 'How did revenue develop?';
const never = () => new Promise<Passage[]>(() => {});
const passage = (id: string, score?: number, metadata: Partial<Passage['metadata']> = {}) =>
  testPassage({ id, metadata: { ...metadata, ...(score === undefined ? {} : { score }) } });

/** Answers as told, and keeps the signals it was given. */
class ScriptedRetriever extends BaseRetriever {
  override lc_namespace = ['test'];
  calls = 0;
  readonly signals: (AbortSignal | undefined)[] = [];
  readonly #answer: () => Promise<Passage[]>;

  constructor(answer: () => Promise<Passage[]>) {
    super();
    this.#answer = answer;
  }

  override async invoke(_question: string, config?: { signal?: AbortSignal }): Promise<Passage[]> {
    this.calls += 1;
    this.signals.push(config?.signal);
    return this.#answer();
  }
}

const tier = (name: string, answer: Passage[] | (() => Promise<Passage[]>), more: Partial<Tier> = {}): Tier => ({
  name,
  retriever: new ScriptedRetriever(typeof answer === 'function' ? answer : async () => answer),
  ...more,
});
const failing = (error: Error) => async () => {
  throw error;
};
const setup = (tiers: Tier[], more: Partial<TieredRetrieverInput> = {}) => new TieredRetriever({ tiers, ...more });
const ids = (documents: readonly Passage[]) => documents.map(({ id }) => id);

describe('a retrieval over tiers', () => {
  it('fuses by id, and keeps every score and rank', async () => {
    const vector = { score: 0.8, scores: { vector: 0.8 } };
    const retriever = setup([
      tier('text', [passage('a', 9), passage('b', 3, { scores: { bm25: 3, vector: 0.1 } })]),
      tier('graph', [{ ...passage('b', 0.8), metadata: { ...passage('b').metadata, ...vector } }]),
    ]);
    const documents = await retriever.invoke(QUESTION, { context: CONTEXT });
    expect(ids(documents)).toEqual(['b', 'a']);
    expect(documents[0]?.metadata).toMatchObject({ score: 1 / 61 + 1 / 62 });
    expect(documents[0]?.metadata.scores).toEqual({
      fused: 1 / 61 + 1 / 62,
      text: 3,
      textRank: 2,
      graph: 0.8,
      graphRank: 1,
      bm25: 3,
      vector: 0.1,
      'graph.vector': 0.8,
    });
  });

  it('scores a tier without scores by place', async () => {
    const retriever = setup([tier('graph', [passage('a'), passage('b')])], { fusion: { method: 'convex' } });
    const documents = await retriever.invoke(QUESTION, { context: CONTEXT });
    expect(documents.map(({ metadata }) => [metadata.scores?.['graph'], metadata.score])).toEqual([
      [1, 1],
      [0.5, 0],
    ]);
  });

  it('hands every tier the context and a signal of its own', async () => {
    const inner = new FakeRetriever([]);
    await setup([{ name: 'text', retriever: inner }]).invoke(QUESTION, { context: CONTEXT });
    expect(inner.configs).toEqual([expect.objectContaining({ context: CONTEXT, signal: expect.any(AbortSignal) })]);
  });

  it('asks only the tiers of the plan', async () => {
    const [text, graph] = [tier('text', [passage('a')]), tier('graph', [passage('b')])];
    const plan: TieredRetrieverInput['plan'] = () => ({
      entities: [],
      docTypes: [],
      tiers: [
        { tier: 'text', ask: true },
        { tier: 'graph', ask: false, reason: 'not today' },
      ],
    });
    const { documents, tiers } = await setup([text, graph], { plan }).retrieve(QUESTION, { context: CONTEXT });
    expect(ids(documents)).toEqual(['a']);
    expect(tiers).toMatchObject([{ status: 'ok' }, { status: 'skipped', reason: 'not today' }]);
  });

  it('finds nothing when a plan of your own asks no tier', async () => {
    const plan: TieredRetrieverInput['plan'] = () => ({ entities: [], docTypes: [], tiers: [] });
    expect(await setup([tier('text', [passage('a')])], { plan }).invoke(QUESTION, { context: CONTEXT })).toEqual([]);
  });

  it('refuses without a context, before any tier is asked', async () => {
    const inner = new ScriptedRetriever(async () => []);
    const retriever = setup([{ name: 'text', retriever: inner }]);
    await expect(retriever.invoke(QUESTION)).rejects.toThrow(MissingContextError);
    await expect(retriever.retrieve(QUESTION, { context: { principal: 'root' } })).rejects.toThrow(MissingContextError);
    expect(inner.calls).toBe(0);
  });

  it.each([
    ['no tiers', []],
    ['two tiers of one name', [tier('a', []), tier('a', [])]],
    ['a name that is none', [tier('a b', [])]],
  ])('refuses %s', (_, tiers) => {
    expect(() => setup(tiers)).toThrow(InvalidInputError);
  });

  it('is known to report findings', () => {
    expect(isReportingRetriever(setup([tier('a', [])]))).toBe(true);
  });
});

describe('a tier that does not answer', () => {
  afterEach(() => void vi.useRealTimers());

  it('is left out with a warning, and told to stop, when it is late', async () => {
    const slow = new ScriptedRetriever(never);
    const retriever = setup([tier('text', [passage('a')]), { name: 'graph', retriever: slow, deadlineMs: 5 }]);
    const { documents, findings, tiers } = await retriever.retrieve(QUESTION, { context: CONTEXT });
    expect(ids(documents)).toEqual(['a']);
    expect(findings).toEqual([
      {
        validator: 'tiered-retriever',
        severity: 'warn',
        action: 'allow',
        message: 'The tier graph was left out: it did not answer in time.',
      },
    ]);
    expect(tiers.map(({ status }) => status)).toEqual(['ok', 'late']);
    expect(slow.signals[0]?.aborted).toBe(true);
  });

  it('is left out with the kind of its error, and none of its words', async () => {
    const error = Object.assign(new TypeError('secret passage ZEBRA at 10.0.0.1'), { code: 'ECONNREFUSED' });
    const retriever = setup([tier('text', [passage('a')]), tier('graph', failing(error))]);
    const { findings, tiers } = await retriever.retrieve(QUESTION, { context: CONTEXT });
    expect(findings[0]?.message).toBe('The tier graph was left out: it failed (TypeError, ECONNREFUSED).');
    expect(JSON.stringify([findings, tiers])).not.toContain('ZEBRA');
  });

  it('makes a retryable error with every cause when no other answered', async () => {
    const broken = new Error('boom');
    const retriever = setup([tier('text', failing(broken)), tier('graph', never, { deadlineMs: 5 })]);
    const error = await retriever.invoke(QUESTION, { context: CONTEXT }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(TiersFailedError);
    expect(error).toMatchObject({
      code: 'TIERS_FAILED',
      retryable: true,
      failures: [
        { tier: 'text', status: 'failed', reason: 'Error' },
        { tier: 'graph', status: 'late', reason: 'TimeoutError' },
      ],
      cause: { errors: [broken, expect.objectContaining({ name: 'TimeoutError' })] },
    });
    expect(String(error)).not.toContain('boom');
  });

  it('makes an error that says so when trying again cannot help', async () => {
    const retriever = setup([tier('text', failing(new InvalidInputError('no such field')))]);
    await expect(retriever.invoke(QUESTION, { context: CONTEXT })).rejects.toMatchObject({ retryable: false });
  });

  it('is no longer asked after many failures, and asked again later', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1e12 });
    let isDown = true;
    const inner = new ScriptedRetriever(async () => {
      if (isDown) throw new Error('down');
      return [passage('b')];
    });
    const breaker = { minimumCalls: 3, windowMs: 60_000, retryAfterMs: 5000 };
    const retriever = setup([tier('text', [passage('a')]), { name: 'graph', retriever: inner, breaker }]);
    const status = async () => (await retriever.retrieve(QUESTION, { context: CONTEXT })).tiers[1]?.status;
    expect([await status(), await status(), await status()]).toEqual(['failed', 'failed', 'failed']);
    expect(await status()).toBe('open');
    expect(inner.calls).toBe(3);
    isDown = false;
    vi.setSystemTime(1e12 + 4999);
    expect(await status()).toBe('open');
    vi.setSystemTime(1e12 + 5000);
    expect([await status(), await status()]).toEqual(['ok', 'ok']);
  });

  it('is not taken for down because callers gave up or asked wrongly', async () => {
    let answer: () => Promise<Passage[]> = never;
    const inner = new ScriptedRetriever(() => answer());
    const retriever = setup([{ name: 'graph', retriever: inner, breaker: { minimumCalls: 2 } }]);
    for (let call = 0; call < 4; call += 1) {
      const controller = new AbortController();
      const run = retriever.invoke(QUESTION, { context: CONTEXT, signal: controller.signal });
      controller.abort(new Error('gone'));
      await expect(run).rejects.toThrow('gone');
    }
    answer = failing(new InvalidInputError('a filter on an unknown field'));
    for (let call = 0; call < 4; call += 1) {
      await expect(retriever.invoke(QUESTION, { context: CONTEXT })).rejects.toMatchObject({ retryable: false });
    }
    answer = async () => [passage('a')];
    expect(ids(await retriever.invoke(QUESTION, { context: CONTEXT }))).toEqual(['a']);
  });
});

describe('the caller', () => {
  it('is let go at once with the reason of the signal, and the tiers are told', async () => {
    const slow = new ScriptedRetriever(never);
    const controller = new AbortController();
    const run = setup([{ name: 'text', retriever: slow }]).invoke(QUESTION, {
      context: CONTEXT,
      signal: controller.signal,
    });
    await expect.poll(() => slow.calls).toBe(1);
    controller.abort(new Error('gone'));
    await expect(run).rejects.toThrow('gone');
    expect(slow.signals[0]?.aborted).toBe(true);
  });

  it('gets what is there before the deadline of the request', async () => {
    const retriever = setup([tier('text', [passage('a')]), tier('graph', never, { deadlineMs: 60_000 })]);
    const context = testContext({ deadline: Date.now() + 2500 });
    const { documents, findings } = await retriever.retrieve(QUESTION, { context });
    expect(ids(documents)).toEqual(['a']);
    expect(findings).toHaveLength(1);
  });

  it('reaches LangGraph with an interrupt', async () => {
    const interrupt = Object.assign(new Error('interrupt'), { is_bubble_up: true });
    const retriever = setup([tier('text', [passage('a')]), tier('graph', failing(interrupt))]);
    await expect(retriever.invoke(QUESTION, { context: CONTEXT })).rejects.toBe(interrupt);
  });
});

describe('what the caller may not read', () => {
  const secret = passage('s', 5, { classification: 'restricted', title: 'ZEBRA' });

  it('is left out, whichever tier brings it', async () => {
    const retriever = setup([tier('text', [secret, passage('a', 1)]), tier('graph', [secret])]);
    expect(ids(await retriever.invoke(QUESTION, { context: CONTEXT }))).toEqual(['a']);
  });

  it('is left out when one tier says so and another, older one does not', async () => {
    const retriever = setup([tier('old', [passage('s', 5)]), tier('new', [secret, passage('a', 1)])]);
    expect(ids(await retriever.invoke(QUESTION, { context: CONTEXT }))).toEqual(['a']);
  });

  it('is left out when it is dated after the day of the question', async () => {
    const context = testContext({ asOf: '2023-06-30' });
    const retriever = setup([tier('text', [passage('late'), passage('early', 1, { asOf: '2022-12-31' })])]);
    expect(ids(await retriever.invoke(QUESTION, { context }))).toEqual(['early']);
  });

  it('is left out when it has no rights at all, and told as a fault of the tier', async () => {
    const bare = { pageContent: 'x', metadata: {}, id: 'bare' };
    const retriever = setup([{ name: 'text', retriever: new LooseRetriever([bare, passage('a')]) }]);
    const { documents, findings } = await retriever.retrieve(QUESTION, { context: CONTEXT });
    expect(ids(documents)).toEqual(['a']);
    expect(findings.map(({ message }) => message)).toEqual([
      '1 documents of text are no passages (id or metadata) and were left out.',
    ]);
  });

  it('shows in no report, callback or error', async () => {
    const heard: unknown[] = [];
    const handler = BaseCallbackHandler.fromMethods({
      handleRetrieverStart: (...event) => void heard.push(event.map(String)),
      handleRetrieverEnd: (...event) => void heard.push(event),
      handleRetrieverError: (error: Error) => void heard.push(String(error)),
    });
    const retriever = setup([tier('text', [secret, passage('a')]), tier('graph', failing(new Error('ZEBRA')))]);
    const seen = await retriever.retrieve(QUESTION, { context: CONTEXT, callbacks: [handler] });
    expect(JSON.stringify([seen, heard])).not.toContain('ZEBRA');
    expect(JSON.stringify(seen)).not.toContain('"s"');
    expect(heard).toHaveLength(6);
  });
});

/** Returns documents that need not be passages. */
class LooseRetriever extends BaseRetriever {
  override lc_namespace = ['test'];
  readonly #documents: DocumentInterface[];

  constructor(documents: DocumentInterface[]) {
    super();
    this.#documents = documents;
  }

  override async _getRelevantDocuments(): Promise<DocumentInterface[]> {
    return this.#documents;
  }
}

class FakeReranker extends BaseDocumentCompressor {
  readonly seen: number[] = [];
  readonly #rank: (documents: DocumentInterface[]) => Promise<DocumentInterface[]>;

  constructor(rank: (documents: DocumentInterface[]) => Promise<DocumentInterface[]>) {
    super();
    this.#rank = rank;
  }

  override async compressDocuments(documents: DocumentInterface[]): Promise<DocumentInterface[]> {
    this.seen.push(documents.length);
    return this.#rank(documents);
  }
}

describe('the reranker', () => {
  const many = Array.from({ length: 150 }, (_, place) => passage(`p${String(place).padStart(3, '0')}`, 200 - place));

  it('orders the best hundred and keeps ten', async () => {
    const reranker = new FakeReranker(async (documents) =>
      documents.toReversed().map((one, place) => ({ ...one, metadata: { ...one.metadata, score: -place } })),
    );
    const documents = await setup([tier('text', many)], { reranker }).invoke(QUESTION, { context: CONTEXT });
    expect(reranker.seen).toEqual([100]);
    expect(ids(documents)).toEqual(
      many
        .slice(90, 100)
        .map(({ id }) => id)
        .reverse(),
    );
    expect(documents[1]?.metadata).toMatchObject({ score: -1, scores: { rerank: -1, text: 102, textRank: 99 } });
  });

  it.each([
    [
      'late',
      () => new Promise<DocumentInterface[]>(() => {}),
      'The reranker took longer than 5 ms; the passages are in the order of the fusion.',
    ],
    [
      'broken',
      failing(new Error('ZEBRA')),
      'The reranker failed (Error); the passages are in the order of the fusion.',
    ],
  ])('is done without when it is %s', async (_, rank, message) => {
    const retriever = setup([tier('text', many)], { reranker: new FakeReranker(rank), rerankDeadlineMs: 5 });
    const { documents, findings } = await retriever.retrieve(QUESTION, { context: CONTEXT });
    expect(ids(documents)).toEqual(many.slice(0, 10).map(({ id }) => id));
    expect(findings).toEqual([{ validator: 'tiered-retriever', severity: 'warn', action: 'allow', message }]);
  });

  it('says itself that it could not rerank, where it can', async () => {
    const finding = { validator: 'fake', severity: 'warn', action: 'allow', message: 'No model.' } as const;
    const signals: unknown[] = [];
    const reranker = Object.assign(new FakeReranker(failing(new Error('not asked'))), {
      reportsFindings: true,
      rerank: async (documents: DocumentInterface[], _: string, { signal }: { signal?: AbortSignal }) => {
        signals.push(signal);
        return { documents: documents.toReversed(), findings: [finding] };
      },
    });
    const retriever = setup([tier('text', many)], { reranker });
    const { documents, findings } = await retriever.retrieve(QUESTION, { context: CONTEXT });
    expect(ids(documents)).toEqual(many.slice(0, 10).map(({ id }) => id));
    expect(documents[0]?.metadata.scores).not.toHaveProperty('rerank');
    expect(findings).toEqual([finding]);
    expect(signals).toEqual([expect.any(AbortSignal)]);
  });

  it('can neither add a passage nor change its text or rights', async () => {
    const reranker = new FakeReranker(async ([first]) => [
      { id: 'made-up', pageContent: 'x', metadata: { score: 9 } },
      { id: first?.id ?? '', pageContent: 'forged', metadata: { ...first?.metadata, acl: [], score: 8 } },
    ]);
    const documents = await setup([tier('text', many)], { reranker }).invoke(QUESTION, { context: CONTEXT });
    expect(ids(documents)).toEqual(['p000']);
    expect(documents[0]).toMatchObject({ pageContent: many[0]?.pageContent, metadata: { acl: ['tenant:demo'] } });
  });
});
