import {
  BedrockAgentRuntimeClient,
  type RetrievalFilter,
  RetrieveCommand,
} from '@aws-sdk/client-bedrock-agent-runtime';
import {
  accessFilter,
  CLASSIFICATIONS,
  canRead,
  type Filter,
  matchFilter,
  type Passage,
  sealAcl,
} from '@plumbline/core';
import { testContext, testPassage } from '@plumbline/core/testing';
import {
  KnowledgeBaseRetriever,
  type KnowledgeBaseRetrieverInput,
  knowledgeBaseAttributes,
  knowledgeBaseFilter,
} from '@plumbline/retrievers/bedrock';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../lib/faults.ts';
import { filters } from '../lib/filter-arbitrary.ts';
import { boundOf, LABELLED_PASSAGES } from '../lib/labelled-passages.ts';
import type { Chunk } from './chunks.ts';
import { type AgentRuntimeOptions, KNOWLEDGE_BASE_ID, start } from './start.ts';

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function chunkOf({ id, pageContent, metadata }: Passage): Chunk {
  return { id, uri: `s3://docs/${metadata.source}`, text: pageContent, attributes: knowledgeBaseAttributes(metadata) };
}

interface Setup extends AgentRuntimeOptions {
  readonly passages?: readonly Passage[];
  readonly maxAttempts?: number;
}

async function startBase({ passages = LABELLED_PASSAGES, maxAttempts = 1, ...options }: Setup = {}) {
  const emulator = await start({ chunks: passages.map(chunkOf), ...options });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new BedrockAgentRuntimeClient({
    endpoint: emulator.url,
    region: 'us-east-1',
    credentials,
    maxAttempts,
  });
  open.push(emulator.stop, () => client.destroy());
  const retriever = (input: Partial<KnowledgeBaseRetrieverInput> = {}) =>
    new KnowledgeBaseRetriever({ client, knowledgeBaseId: KNOWLEDGE_BASE_ID, ...input });
  const bodies = () => emulator.requests.map(({ body }) => JSON.parse(body));
  return { emulator, client, retriever, bodies };
}

const context = testContext({ principal: { groups: ['g1'], clearance: 'confidential', clientIds: ['c1'] } });
const idsOf = (passages: readonly Passage[]) => passages.map(({ metadata }) => metadata.docId).sort();
const inMemory = ({ id, metadata }: Passage) => ({
  ...metadata,
  id: `${metadata.docId}#${id}`,
  acl: sealAcl(metadata.acl),
  asOfBound: boundOf(metadata.asOf),
});

describe('KnowledgeBaseRetriever', () => {
  it('gives passages with the text as it is, their labels and score', async () => {
    const passage = testPassage({ id: 'chunk-7', pageContent: '  Cash \n\n two   percent\t' });
    const { retriever, bodies } = await startBase({ passages: [passage] });
    expect(await retriever({ searchType: 'HYBRID' }).invoke('cash', { context })).toEqual([
      {
        id: 'doc-1#chunk-7',
        pageContent: passage.pageContent,
        metadata: {
          ...passage.metadata,
          acl: sealAcl(passage.metadata.acl),
          score: 1,
          scores: { knowledgeBase: 1 },
        },
      },
    ]);
    const { vectorSearchConfiguration } = bodies()[0].retrievalConfiguration;
    expect(vectorSearchConfiguration).toMatchObject({ numberOfResults: 10, overrideSearchType: 'HYBRID' });
    expect(bodies()[0]).not.toHaveProperty('userContext');
  });

  it('tells the user to access lists of the knowledge base on request', async () => {
    const { retriever, bodies } = await startBase();
    await retriever({ userId: ({ principal }) => `${principal.id}@example.com` }).invoke('cash', { context });
    expect(bodies()[0].userContext).toEqual({ userId: 'ada@example.com' });
  });

  it('a query of 10,000 words is cut to what is taken', async () => {
    const { retriever, bodies } = await startBase();
    expect(await retriever().invoke('cash '.repeat(10_000), { context })).not.toEqual([]);
    expect(bodies()[0].retrievalQuery.text).toHaveLength(999);
  });

  it('follows the tokens of further pages', async () => {
    const passages = Array.from({ length: 60 }, (_, n) => testPassage({ id: `c${n}`, pageContent: `cash ${n}` }));
    const { retriever, emulator } = await startBase({ passages, pageSize: 25 });
    expect(await retriever({ k: 60 }).invoke('cash', { context })).toHaveLength(60);
    expect(emulator.requests).toHaveLength(3);
  });

  it('says when there may be more than what was given', async () => {
    const passages = Array.from({ length: 130 }, (_, n) => testPassage({ id: `c${n}`, pageContent: `cash ${n}` }));
    const { retriever } = await startBase({ passages });
    const filter = { op: 'exists', field: 'ticker' } as const;
    const { documents, findings } = await retriever({ filter }).retrieve('cash', { context });
    expect(documents).toEqual([]);
    expect(findings).toMatchObject([{ validator: 'KnowledgeBaseRetriever', severity: 'warn', action: 'allow' }]);
    expect((await retriever().retrieve('cash', { context })).findings).toEqual([]);
  });

  it('leaves out results without text, such as images', async () => {
    const { retriever } = await startBase();
    const image = { content: { type: 'IMAGE', byteContent: 'data:' }, metadata: {} };
    const send = async () => ({ retrievalResults: [image] });
    expect(await retriever({ client: { send } as never }).invoke('cash', { context })).toEqual([]);
  });

  it('needs a context', async () => {
    const { retriever, emulator } = await startBase();
    await expect(retriever().invoke('cash')).rejects.toMatchObject({ code: 'MISSING_CONTEXT' });
    expect(emulator.requests).toEqual([]);
  });

  it('a result without its labels is an error that says how to mend it', async () => {
    const { retriever } = await startBase();
    const send = async () => ({ retrievalResults: [{ content: { text: 'cash' }, metadata: { docId: 'd' } }] });
    const hidden = retriever({ client: { send } as never }).invoke('cash', { context });
    await expect(hidden).rejects.toMatchObject({ code: 'SERVICE_RESPONSE' });
    await expect(hidden).rejects.toThrow(/no valid classification, acl\. Write the metadata/);
  });
});

describe('what a caller gets to see', () => {
  const principals = fc.record({
    tenant: fc.constantFrom('demo', 'other', 'third'),
    id: fc.constant('p'),
    roles: fc.constant<string[]>([]),
    groups: fc.oneof(fc.subarray(['g1', 'g2', 'g3']), fc.constant(Array.from({ length: 30 }, (_, n) => `g${n}`))),
    businessUnits: fc.subarray(['u1', 'u2']),
    clearance: fc.constantFrom(...CLASSIFICATIONS),
    clientIds: fc.subarray(['c1', 'c2']),
  });

  it('is what the access in memory allows, whatever the principal', async () => {
    const { retriever } = await startBase();
    await fc.assert(
      fc.asyncProperty(principals, async (principal) => {
        const found = await retriever({ k: 100 }).invoke('cash', { context: testContext({ principal }) });
        expect(idsOf(found)).toEqual(idsOf(LABELLED_PASSAGES.filter(({ metadata }) => canRead(principal, metadata))));
      }),
      { numRuns: 60 },
    );
  });

  it.each(['2020-06-30', '2021-06-30', '2021-06-30T12:00:00Z', '2019-12-31'])(
    'stops at the day of the question: %s',
    async (asOf) => {
      const { retriever } = await startBase();
      const found = await retriever({ k: 100 }).invoke('cash', { context: { ...context, asOf } });
      const last = Date.parse(asOf.length === 10 ? `${asOf}T23:59:59.999Z` : asOf);
      const inTime = LABELLED_PASSAGES.filter(
        ({ metadata }) => canRead(context.principal, metadata) && Date.parse(boundOf(metadata.asOf)) <= last,
      );
      expect(idsOf(found)).toEqual(idsOf(inTime));
    },
  );

  it('is not more when the knowledge base forgets the filter', async () => {
    const { retriever, client } = await startBase();
    client.middlewareStack.add(
      (next) => (args) =>
        next({
          ...args,
          input: {
            ...args.input,
            retrievalConfiguration: { vectorSearchConfiguration: { numberOfResults: 100 } },
          } as never,
        }),
      { step: 'initialize' },
    );
    const found = await retriever({ k: 100 }).invoke('cash', { context });
    expect(idsOf(found)).toEqual(
      idsOf(LABELLED_PASSAGES.filter(({ metadata }) => canRead(context.principal, metadata))),
    );
  });
});

describe('filters', () => {
  it('match what the filter in memory matches', async () => {
    const { retriever } = await startBase();
    const readable = LABELLED_PASSAGES.filter(({ metadata }) => canRead(context.principal, metadata));
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const matches = matchFilter(filter);
        const found = await retriever({ k: 100, filter }).invoke('cash', { context });
        expect(idsOf(found)).toEqual(idsOf(readable.filter((passage) => matches(inMemory(passage)))));
      }),
      { numRuns: 300 },
    );
  });

  async function matchedByBase(
    client: BedrockAgentRuntimeClient,
    filter: RetrievalFilter | undefined,
  ): Promise<string[]> {
    const { retrievalResults = [] } = await client.send(
      new RetrieveCommand({
        knowledgeBaseId: KNOWLEDGE_BASE_ID,
        retrievalQuery: { text: 'cash' },
        retrievalConfiguration: { vectorSearchConfiguration: { numberOfResults: 100, ...(filter && { filter }) } },
      }),
    );
    return retrievalResults.map(({ metadata }) => String(metadata?.['docId'])).sort();
  }

  it('are sent as something no narrower, and no wider where they say so', async () => {
    const { client } = await startBase();
    let exactOnes = 0;
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const { sent, exact, nothing } = knowledgeBaseFilter(filter);
        const found = nothing ? [] : await matchedByBase(client, sent);
        const wanted = idsOf(LABELLED_PASSAGES.filter((passage) => matchFilter(filter)(inMemory(passage))));
        expect(found).toEqual(exact ? wanted : expect.arrayContaining(wanted));
        if (exact) exactOnes += 1;
      }),
      { numRuns: 400, seed: 7 },
    );
    expect(exactOnes).toBeGreaterThan(100);
  });

  const principal = (groups: number) =>
    testContext({ principal: { groups: Array.from({ length: groups }, (_, n) => `g${n}`) } }).principal;
  const asOf: Filter = { op: 'range', field: 'asOfBound', lte: '2021-06-30T23:59:59.999Z' };
  const type: Filter = { op: 'in', field: 'docType', values: ['10-K', 'note', 'x', 'y', 'z', 'zz'] };
  it.each<[string, Filter, boolean]>([
    ['access', accessFilter(principal(2)), true],
    ['access of a principal with five groups', accessFilter(principal(5)), false],
    [
      'access and a day, types and years',
      { op: 'and', filters: [accessFilter(principal(2)), asOf, type, { op: 'range', field: 'fiscalYear', gte: 2020 }] },
      true,
    ],
    ['types it is not', { op: 'not', filter: type }, true],
    [
      'a company it is not, which may be missing',
      { op: 'not', filter: { op: 'eq', field: 'ticker', value: 'A' } },
      false,
    ],
    ['texts in order', { op: 'range', field: 'docType', gte: 'a' }, false],
  ])('%s', async (_, filter, exact) => {
    const { client } = await startBase();
    const compiled = knowledgeBaseFilter(filter);
    expect(compiled.exact).toBe(exact);
    const wanted = idsOf(LABELLED_PASSAGES.filter((passage) => matchFilter(filter)(inMemory(passage))));
    const found = await matchedByBase(client, compiled.sent);
    expect(found).toEqual(exact ? wanted : expect.arrayContaining(wanted));
  });

  it('of an unknown field are refused before anything is asked', async () => {
    const { retriever, emulator } = await startBase();
    const unknown = retriever({ filter: { op: 'eq', field: 'sector', value: 'x' } }).invoke('cash', { context });
    await expect(unknown).rejects.toMatchObject({ code: 'UNSUPPORTED_FILTER' });
    expect(emulator.requests).toEqual([]);
  });
});

describe('when the knowledge base fails', () => {
  it.each<[string, FaultInput, object]>([
    ['throttle', { kind: 'throttle', retryAfterSeconds: 7 }, { code: 'SERVICE_THROTTLED', retryAfterMs: 7000 }],
    ['server-error', { kind: 'server-error' }, { code: 'SERVICE_UNAVAILABLE', retryable: true }],
    ['malformed', { kind: 'malformed' }, { code: 'SERVICE_RESPONSE', retryable: true }],
    ['cut', { kind: 'cut' }, { retryable: true }],
  ])('%s is a typed error', async (_, fault, error) => {
    const { retriever } = await startBase({ faults: [fault] });
    await expect(retriever().invoke('cash', { context })).rejects.toMatchObject(error);
  });

  it('an unknown knowledge base is told from it', async () => {
    const { retriever } = await startBase();
    const unknown = retriever({ knowledgeBaseId: 'KB99999999' }).invoke('cash', { context });
    await expect(unknown).rejects.toMatchObject({ code: 'SERVICE_REQUEST', retryable: false });
  });

  it('the signal lets go at once, with its own reason', async () => {
    const { retriever, emulator } = await startBase({ faults: [{ kind: 'timeout' }] });
    const stop = new AbortController();
    const found = retriever().invoke('cash', { context, signal: stop.signal });
    await expect.poll(() => emulator.requests.length).toBe(1);
    stop.abort(new Error('the user left'));
    await expect(found).rejects.toThrow('the user left');
  });
});
