import { KendraClient } from '@aws-sdk/client-kendra';
import { CLASSIFICATIONS, canRead, type Filter, matchFilter, type Passage, sealAcl } from '@plumbline/core';
import { testContext, testPassage } from '@plumbline/core/testing';
import { KendraRetriever, type KendraRetrieverInput } from '@plumbline/retrievers/kendra';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../lib/faults.ts';
import { filters } from '../lib/filter-arbitrary.ts';
import { boundOf, LABELLED_PASSAGES } from '../lib/labelled-passages.ts';
import { kendraDocument } from './kendra-documents.ts';
import { INDEX_ID, type KendraOptions, start, TOKEN_SECRET } from './start.ts';
import { signToken } from './user-context.ts';

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

interface Setup extends KendraOptions {
  readonly passages?: readonly Passage[];
  readonly maxAttempts?: number;
}

async function startKendra({ passages = LABELLED_PASSAGES, maxAttempts = 1, ...options }: Setup = {}) {
  const emulator = await start({ documents: passages.map(kendraDocument), ...options });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new KendraClient({ endpoint: emulator.url, region: 'us-east-1', credentials, maxAttempts });
  open.push(emulator.stop, () => client.destroy());
  const retriever = (input: Partial<KendraRetrieverInput> = {}) =>
    new KendraRetriever({ client, indexId: INDEX_ID, ...input });
  const bodies = () => emulator.requests.map(({ body }) => JSON.parse(body));
  return { emulator, retriever, bodies };
}

const context = testContext({ principal: { groups: ['g1'], clearance: 'confidential', clientIds: ['c1'] } });
const idsOf = (passages: readonly Passage[]) => passages.map(({ metadata }) => metadata.docId).sort();

describe('KendraRetriever', () => {
  it('gives passages with the text as it is, their labels, confidence and a name that stays', async () => {
    const pageContent = '  Cash \n\n  |  two   percent |\t';
    const metadata = { docId: 'policy', company: '3M', ticker: 'MMM', cusip: '88579Y101', fiscalYear: 2023 };
    const { retriever } = await startKendra({ passages: [testPassage({ pageContent, metadata })] });
    const [passage] = await retriever().invoke('cash', { context });
    expect(passage).toEqual({
      id: expect.stringMatching(/^policy#[0-9a-f]{16}$/),
      pageContent,
      metadata: {
        ...testPassage({ metadata }).metadata,
        acl: sealAcl(['tenant:demo']),
        confidence: 'VERY_HIGH',
        kendraResultId: 'policy-0',
        kendraQueryId: expect.any(String),
        score: 1,
        scores: { confidence: 1, reciprocalRank: 1 },
      },
    });
    const [again] = await retriever().invoke('two percent cash', { context });
    expect(again?.id).toBe(passage?.id);
  });

  it.each([
    ['the user and its groups', 'principal', { UserId: 'ada', Groups: ['g1'] }],
    ['no one', 'none', undefined],
  ] as const)('tells Kendra %s', async (_, user, told) => {
    const { retriever, bodies } = await startKendra();
    await retriever({ user }).invoke('cash', { context });
    expect(bodies()[0].UserContext).toEqual(told);
  });

  it('hands on the token of the user, which opens what its groups may see', async () => {
    const [document] = [testPassage({ pageContent: 'cash' })].map(kendraDocument);
    const closed = { ...document, access: [{ type: 'GROUP', name: 'advisors', access: 'ALLOW' }] } as const;
    const { retriever } = await startKendra({ documents: [closed as never] });
    const token = ({ principal }: typeof context) =>
      signToken({ username: principal.id, groups: ['advisors'] }, TOKEN_SECRET);
    expect(await retriever({ user: { token } }).invoke('cash', { context })).toHaveLength(1);
    expect(await retriever().invoke('cash', { context })).toEqual([]);
  });

  it('ranks documents of the companies and securities a question names higher, and drops none', async () => {
    const passages = ['a', 'b', 'c'].map((docId) =>
      testPassage({ pageContent: 'cash', metadata: { docId, ...(docId === 'c' ? { ticker: 'MMM' } : {}) } }),
    );
    const { retriever, bodies } = await startKendra({ passages });
    const found = await retriever().invoke("What was 3M's cash?", { context });
    expect(found.map(({ metadata }) => metadata.docId)).toEqual(['c', 'a', 'b']);
    expect(bodies()[0].DocumentRelevanceOverrideConfigurations).toEqual(
      expect.arrayContaining([{ Name: 'ticker', Relevance: { ValueImportanceMap: { MMM: 5 } } }]),
    );
    await retriever({ entityImportance: 0 }).invoke("What was 3M's cash?", { context });
    expect(bodies()[1]).not.toHaveProperty('DocumentRelevanceOverrideConfigurations');
  });

  it('reads an identifier only with the right check digit', async () => {
    const { retriever, bodies } = await startKendra();
    await retriever().invoke('cash of CUSIP 037833100', { context });
    await retriever().invoke('cash of CUSIP 037833101', { context });
    const named = bodies().map((body) => JSON.stringify(body.DocumentRelevanceOverrideConfigurations ?? []));
    expect(named[0]).toContain('037833100');
    expect(named[1]).not.toContain('037833101');
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
    const { retriever } = await startKendra();
    await fc.assert(
      fc.asyncProperty(principals, async (principal) => {
        const found = await retriever({ k: 100 }).invoke('cash', { context: testContext({ principal }) });
        const readable = LABELLED_PASSAGES.filter(({ metadata }) => canRead(principal, metadata));
        expect(idsOf(found)).toEqual(idsOf(readable));
      }),
      { numRuns: 60 },
    );
  });

  it.each(['2020-06-30', '2021-06-30', '2021-06-30T12:00:00Z', '2019-12-31'])(
    'stops at the day of the question: %s',
    async (asOf) => {
      const { retriever } = await startKendra();
      const found = await retriever({ k: 100 }).invoke('cash', { context: { ...context, asOf } });
      const last = new Date(asOf.length === 10 ? `${asOf}T23:59:59.999Z` : asOf).getTime();
      const inTime = LABELLED_PASSAGES.filter(
        ({ metadata }) => canRead(context.principal, metadata) && Date.parse(boundOf(metadata.asOf)) <= last,
      );
      expect(idsOf(found)).toEqual(idsOf(inTime));
    },
  );

  it('is not more when Kendra forgets the filter', async () => {
    const { retriever, emulator } = await startKendra();
    const forgetful = new KendraClient({
      endpoint: emulator.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    forgetful.middlewareStack.add(
      (next) => (args) => next({ ...args, input: { ...args.input, AttributeFilter: undefined } as never }),
      { step: 'initialize' },
    );
    open.push(() => forgetful.destroy());
    const found = await retriever({ k: 100, client: forgetful }).invoke('cash', { context });
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ metadata }) => canRead(context.principal, metadata))).toBe(true);
  });

  it('needs a context', async () => {
    const { retriever, emulator } = await startKendra();
    await expect(retriever().invoke('cash')).rejects.toMatchObject({ code: 'MISSING_CONTEXT' });
    expect(emulator.requests).toEqual([]);
  });

  it('a result without its labels is an error that says how to mend it', async () => {
    const [document] = [testPassage({ pageContent: 'cash' })].map(kendraDocument);
    const { retriever } = await startKendra();
    const send = async () => ({ ResultItems: [{ DocumentId: document?.id, Content: 'cash', DocumentAttributes: [] }] });
    const hidden = retriever({ client: { send } as never }).invoke('cash', { context });
    await expect(hidden).rejects.toMatchObject({ code: 'SERVICE_RESPONSE' });
    await expect(hidden).rejects.toThrow(
      /no valid classification, acl\. Make these attributes of the index displayable/,
    );
  });
});

describe('filters', () => {
  const readable = LABELLED_PASSAGES.filter(({ metadata }) => canRead(context.principal, metadata));
  const matching = (filter: Filter, idOf: ReadonlyMap<string, string>): string[] => {
    const matches = matchFilter(filter);
    return idsOf(
      readable.filter(({ metadata }) =>
        matches({
          ...metadata,
          id: idOf.get(metadata.docId),
          acl: sealAcl(metadata.acl),
          asOfBound: boundOf(metadata.asOf),
        }),
      ),
    );
  };

  it('match what the filter in memory matches', async () => {
    const { retriever } = await startKendra();
    const all = await retriever({ k: 100 }).invoke('cash', { context });
    const ids = new Map(all.map(({ id, metadata }) => [metadata.docId, id]));
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const found = await retriever({ k: 100, filter }).invoke('cash', { context });
        expect(idsOf(found)).toEqual(matching(filter, ids));
      }),
      { numRuns: 300 },
    );
  });

  it('of an unknown field are refused before anything is asked', async () => {
    const { retriever, emulator } = await startKendra();
    const unknown = retriever({ filter: { op: 'eq', field: 'sector', value: 'x' } }).invoke('cash', { context });
    await expect(unknown).rejects.toMatchObject({ code: 'UNSUPPORTED_FILTER' });
    expect(emulator.requests).toEqual([]);
  });

  it('that nothing can match ask nothing', async () => {
    const { retriever, emulator } = await startKendra();
    expect(await retriever({ filter: { op: 'in', field: 'docType', values: [] } }).invoke('cash', { context })).toEqual(
      [],
    );
    expect(emulator.requests).toEqual([]);
  });
});

describe('paging', () => {
  const passages = Array.from({ length: 130 }, (_, n) =>
    testPassage({ pageContent: `cash ${n}`, metadata: { docId: `d${n}` } }),
  );

  it.each([
    [10, 1],
    [100, 1],
  ])('%i passages take %i request', async (k, requests) => {
    const { retriever, emulator } = await startKendra({ passages });
    expect(await retriever({ k }).invoke('cash', { context })).toHaveLength(k);
    expect(emulator.requests).toHaveLength(requests);
  });

  it('goes on while the check takes results out, up to the hundred that Kendra gives', async () => {
    const same = Array.from({ length: 60 }, () => testPassage({ pageContent: 'cash', metadata: { docId: 'same' } }));
    const { retriever, bodies } = await startKendra({ passages: [...same, ...passages] });
    const found = await retriever({ k: 30 }).invoke('cash', { context });
    expect(found).toHaveLength(30);
    expect(bodies().map(({ PageNumber }) => PageNumber)).toEqual([1, 2, 3]);
  });

  it('says when there may be more than the hundred', async () => {
    const narrow = { op: 'range', field: 'docType', gte: 'zz' } as const;
    const last = testPassage({ pageContent: 'cash', metadata: { docId: 'last', docType: 'zz' } });
    const { retriever } = await startKendra({ passages: [...passages, last] });
    const { documents, findings } = await retriever({ filter: narrow }).retrieve('cash', { context });
    expect(documents).toEqual([]);
    expect(findings).toMatchObject([{ validator: 'KendraRetriever', severity: 'warn', action: 'allow' }]);
    const { findings: none } = await retriever().retrieve('cash', { context });
    expect(none).toEqual([]);
  });

  it.each([0, 101, 2.5])('k of %d is refused', async (k) => {
    const { retriever } = await startKendra();
    expect(() => retriever({ k })).toThrow(/1 to 100/);
  });
});

describe('when Kendra fails', () => {
  it.each<[string, FaultInput, object]>([
    [
      'throttle',
      { kind: 'throttle', retryAfterSeconds: 7 },
      { code: 'SERVICE_THROTTLED', retryable: true, retryAfterMs: 7000, attempts: 1 },
    ],
    ['server-error', { kind: 'server-error' }, { code: 'SERVICE_UNAVAILABLE', retryable: true }],
    ['malformed', { kind: 'malformed' }, { code: 'SERVICE_RESPONSE', retryable: true }],
    ['cut', { kind: 'cut' }, { retryable: true }],
  ])('%s is a typed error', async (_, fault, error) => {
    const { retriever } = await startKendra({ faults: [fault] });
    await expect(retriever().invoke('cash', { context })).rejects.toMatchObject(error);
  });

  it('a 429 storm ends after the attempts of the client', async () => {
    const { retriever, emulator } = await startKendra({ faults: [{ kind: 'throttle', status: 429 }], maxAttempts: 3 });
    await expect(retriever().invoke('cash', { context })).rejects.toMatchObject({
      code: 'SERVICE_THROTTLED',
      attempts: 3,
    });
    expect(emulator.requests).toHaveLength(3);
  });

  it('a short one is waited out', async () => {
    const faults: FaultInput[] = [{ kind: 'throttle', times: 1, retryAfterSeconds: 0 }];
    const { retriever, emulator } = await startKendra({ faults, maxAttempts: 3 });
    expect(await retriever({ k: 5 }).invoke('cash', { context })).toHaveLength(5);
    expect(emulator.requests).toHaveLength(2);
  });

  it.each<[string, Partial<KendraRetrieverInput>, string]>([
    ['an unknown index', { indexId: INDEX_ID.replace('1', '2') }, 'SERVICE_REQUEST'],
    ['a token that is not valid', { user: { token: () => signToken({ username: 'ada' }, 'wrong') } }, 'SERVICE_ACCESS'],
  ])('%s is told from it', async (_, input, code) => {
    const { retriever } = await startKendra();
    await expect(retriever(input).invoke('cash', { context })).rejects.toMatchObject({ code, retryable: false });
  });

  it('credentials that cannot be renewed are told from it, and nothing is sent', async () => {
    const { retriever, emulator } = await startKendra();
    const credentials = async () => {
      throw Object.assign(new Error('The session has expired.'), { name: 'CredentialsProviderError' });
    };
    const client = new KendraClient({ endpoint: emulator.url, region: 'us-east-1', credentials });
    open.push(() => client.destroy());
    await expect(retriever({ client }).invoke('cash', { context })).rejects.toMatchObject({
      code: 'SERVICE_ACCESS',
      retryable: false,
      message: expect.stringMatching(/The session has expired.*Renew the credentials/),
    });
    expect(emulator.requests).toEqual([]);
  });

  it('the signal lets go at once, with its own reason', async () => {
    const { retriever, emulator } = await startKendra({ faults: [{ kind: 'timeout' }] });
    const stop = new AbortController();
    const found = retriever().invoke('cash', { context, signal: stop.signal });
    await expect.poll(() => emulator.requests.length).toBe(1);
    stop.abort(new Error('the user left'));
    await expect(found).rejects.toThrow('the user left');
  });

  it('the deadline of the request does as well', async () => {
    const { retriever } = await startKendra({ faults: [{ kind: 'timeout' }] });
    const hurried = { ...context, deadline: Date.now() + 50 };
    await expect(retriever().invoke('cash', { context: hurried })).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
