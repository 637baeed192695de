import { KendraClient, QueryCommand, RetrieveCommand, type RetrieveCommandInput } from '@aws-sdk/client-kendra';
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../lib/faults.ts';
import type { Emulator } from '../lib/server.ts';
import type { KendraDocument } from './documents.ts';
import { INDEX_ID, type KendraOptions, start, TOKEN_SECRET } from './start.ts';
import { signToken } from './user-context.ts';

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function startKendra(
  options: KendraOptions = {},
  client: { maxAttempts?: number; requestTimeout?: number } = {},
) {
  const emulator: Emulator = await start(options);
  const { maxAttempts = 1, requestTimeout = 20_000 } = client;
  const kendra = new KendraClient({
    endpoint: emulator.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts,
    requestHandler: { requestTimeout, throwOnRequestTimeout: true },
  });
  open.push(emulator.stop, () => kendra.destroy());
  const retrieve = (input: Partial<RetrieveCommandInput> = {}) =>
    kendra.send(new RetrieveCommand({ IndexId: INDEX_ID, QueryText: 'cash', ...input }));
  const documentsOf = async (input?: Partial<RetrieveCommandInput>) =>
    (await retrieve(input)).ResultItems?.map(({ DocumentId }) => DocumentId);
  return { emulator, kendra, retrieve, documentsOf };
}

const advisor = { Groups: ['advisors'] };

describe('the Kendra emulator, asked by the AWS SDK', () => {
  it('retrieves passages with their document, attributes and confidence', async () => {
    const { emulator, retrieve } = await startKendra();
    const { ResultItems = [] } = await retrieve({ QueryText: 'cash fees force sale' });
    expect(ResultItems[0]).toEqual({
      Id: 'cash-policy-0',
      DocumentId: 'cash-policy',
      DocumentTitle: 'Cash policy',
      DocumentURI: 'https://docs.example.com/cash-policy.pdf',
      Content: 'Client accounts keep at least two percent in cash so that fees never force a sale.',
      DocumentAttributes: [
        { Key: 'doc_type', Value: { StringValue: 'policy' } },
        { Key: 'topics', Value: { StringListValue: ['cash', 'liquidity'] } },
        { Key: 'fiscal_year', Value: { LongValue: 2023 } },
        { Key: 'as_of', Value: { DateValue: new Date('2023-01-31') } },
      ],
      ScoreAttributes: { ScoreConfidence: 'VERY_HIGH' },
    });
    expect(ResultItems[1]).toMatchObject({ Id: 'cash-policy-1', ScoreAttributes: { ScoreConfidence: 'LOW' } });
    expect(emulator.requests.map(({ operation, method, path }) => [operation, method, path])).toEqual([
      ['Retrieve', 'POST', '/'],
    ]);
  });

  it('gives only the attributes that were asked for', async () => {
    const { retrieve } = await startKendra();
    const { ResultItems = [] } = await retrieve({ RequestedDocumentAttributes: ['doc_type'] });
    expect(ResultItems[0]?.DocumentAttributes?.map(({ Key }) => Key)).toEqual(['doc_type']);
  });

  it('queries documents, one result each, with the total', async () => {
    const { kendra } = await startKendra();
    const found = await kendra.send(new QueryCommand({ IndexId: INDEX_ID, QueryText: 'cash', UserContext: advisor }));
    expect(found.TotalNumberOfResults).toBe(3);
    expect(found.ResultItems?.map(({ DocumentId }) => DocumentId)).toEqual([
      'cash-policy',
      'rates-outlook',
      'merger-memo',
    ]);
    expect(found.ResultItems?.[0]).toMatchObject({ Type: 'DOCUMENT', DocumentTitle: { Text: 'Cash policy' } });
  });

  it('gives page after page, and never more than 100 results', async () => {
    const passages = Array.from({ length: 130 }, (_, n) => `cash ${n}`);
    const long: KendraDocument = { id: 'long', title: 'Long', uri: '', attributes: {}, access: [], passages };
    const { retrieve } = await startKendra({ documents: [long] });
    const sizes: (number | undefined)[] = [];
    for (const PageNumber of [1, 2, 3, 4]) {
      sizes.push((await retrieve({ PageNumber, PageSize: 40 })).ResultItems?.length);
    }
    expect(sizes).toEqual([40, 40, 20, 0]);
    expect((await retrieve()).ResultItems).toHaveLength(10);
    expect((await retrieve({ PageSize: 1000 })).ResultItems).toHaveLength(100);
  });
});

describe('who finds what', () => {
  const all = ['cash-policy', 'cash-policy', 'rates-outlook', 'merger-memo'];
  const open = ['cash-policy', 'cash-policy'];
  it.each<[string, RetrieveCommandInput['UserContext'], string[]]>([
    ['nobody in particular finds public documents', undefined, open],
    ['a group finds its documents', advisor, all],
    ['another group does not', { Groups: ['interns'] }, open],
    ['a denied user does not, in spite of the group', { UserId: 'eve', Groups: ['advisors'] }, all.slice(0, 3)],
    [
      'a token speaks for its groups',
      { Token: signToken({ username: 'ada', groups: ['advisors'] }, TOKEN_SECRET) },
      all,
    ],
    [
      'a token speaks for its user',
      { Token: signToken({ username: 'eve', groups: ['advisors'] }, TOKEN_SECRET) },
      all.slice(0, 3),
    ],
  ])('%s', async (_, UserContext, found) => {
    const { documentsOf } = await startKendra();
    expect(await documentsOf({ UserContext })).toEqual(found);
  });

  it('an index without user tokens shows everything to whoever gives no user context', async () => {
    const { documentsOf } = await startKendra({ userContextPolicy: 'ATTRIBUTE_FILTER' });
    expect(await documentsOf()).toEqual(all);
    expect(await documentsOf({ UserContext: { Groups: ['interns'] } })).toEqual(open);
  });

  it.each<[string, RetrieveCommandInput['UserContext'], string]>([
    ['a token of another secret', { Token: signToken({ username: 'ada' }, 'wrong') }, 'AccessDeniedException'],
    ['a token beside groups', { Token: 'a.b.c', Groups: ['advisors'] }, 'ValidationException'],
  ])('%s is refused', async (_, UserContext, name) => {
    const { retrieve } = await startKendra();
    await expect(retrieve({ UserContext })).rejects.toMatchObject({ name });
  });
});

describe('attribute filters', () => {
  const topics = (...items: string[]) => ({ Key: 'topics', Value: { StringListValue: items } });
  const year = (LongValue: number) => ({ Key: 'fiscal_year', Value: { LongValue } });
  const asOf = (day: string) => ({ Key: 'as_of', Value: { DateValue: new Date(day) } });
  const type = (StringValue: string) => ({ Key: 'doc_type', Value: { StringValue } });

  it.each<[RetrieveCommandInput['AttributeFilter'], string[]]>([
    [{ EqualsTo: type('memo') }, ['merger-memo']],
    [{ EqualsTo: topics('rates', 'cash') }, ['rates-outlook']],
    [{ EqualsTo: year(2023) }, ['cash-policy']],
    [{ ContainsAny: topics('rates', 'merger') }, ['rates-outlook', 'merger-memo']],
    [{ ContainsAll: topics('rates', 'cash') }, ['rates-outlook']],
    [{ GreaterThan: year(2023) }, ['rates-outlook', 'merger-memo']],
    [{ GreaterThanOrEquals: asOf('2024-04-02') }, ['merger-memo']],
    [{ LessThan: asOf('2024-03-20') }, ['cash-policy']],
    [{ LessThanOrEquals: year(2023) }, ['cash-policy']],
    [{ NotFilter: { EqualsTo: type('memo') } }, ['cash-policy', 'rates-outlook']],
    [
      {
        AndAllFilters: [
          { EqualsTo: year(2024) },
          { OrAllFilters: [{ EqualsTo: type('memo') }, { EqualsTo: type('x') }] },
        ],
      },
      ['merger-memo'],
    ],
  ])('%j', async (AttributeFilter, found) => {
    const { documentsOf } = await startKendra();
    expect([...new Set(await documentsOf({ UserContext: advisor, AttributeFilter }))]).toEqual(found);
  });

  it.each<[string, RetrieveCommandInput['AttributeFilter'], RegExp]>([
    ['three deep', { NotFilter: { NotFilter: { NotFilter: { EqualsTo: year(1) } } } }, /depth of more than 2/],
    [
      'eleven in a list',
      { OrAllFilters: Array.from({ length: 11 }, () => ({ EqualsTo: year(1) })) },
      /length of more than 10/,
    ],
    ['of an attribute the index lacks', { EqualsTo: { Key: 'nope', Value: { LongValue: 1 } } }, /no attribute nope/],
    ['that orders texts', { GreaterThan: type('memo') }, /./],
  ])('a filter %s is refused', async (_, AttributeFilter, message) => {
    const { retrieve } = await startKendra();
    const refused = retrieve({ AttributeFilter });
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(refused).rejects.toThrow(message);
  });
});

describe('errors and faults, as the AWS SDK sees them', () => {
  it.each<[string, Partial<RetrieveCommandInput>, string]>([
    ['an unknown index', { IndexId: INDEX_ID.replace('1', '2') }, 'ResourceNotFoundException'],
    ['an index id of another form', { IndexId: 'short' }, 'ValidationException'],
    ['an empty query', { QueryText: '' }, 'ValidationException'],
  ])('%s', async (_, input, name) => {
    const { retrieve } = await startKendra();
    await expect(retrieve(input)).rejects.toMatchObject({ name, $fault: 'client', $metadata: { httpStatusCode: 400 } });
  });

  it.each<[string, FaultInput, object]>([
    ['throttle', { kind: 'throttle' }, { name: 'ThrottlingException', $fault: 'client' }],
    ['throttle with another status', { kind: 'throttle', status: 429 }, { $metadata: { httpStatusCode: 429 } }],
    ['server-error', { kind: 'server-error' }, { name: 'InternalServerException', $fault: 'server' }],
    ['server-error 503', { kind: 'server-error', status: 503 }, { $metadata: { httpStatusCode: 503 } }],
    ['timeout', { kind: 'timeout' }, { name: 'TimeoutError' }],
    ['slow beyond the timeout', { kind: 'slow', delayMs: 60_000 }, { name: 'TimeoutError' }],
  ])('%s', async (_, fault, error) => {
    const { retrieve } = await startKendra({ faults: [fault] }, { requestTimeout: 300 });
    await expect(retrieve()).rejects.toMatchObject(error);
  });

  it.each<FaultInput['kind']>(['cut', 'malformed'])('%s', async (kind) => {
    const { retrieve, emulator } = await startKendra({ faults: [{ kind }] });
    await expect(retrieve()).rejects.toThrow();
    expect(emulator.requests).toMatchObject([{ operation: 'Retrieve', fault: kind }]);
  });

  it('a slow answer within the timeout is the right one', async () => {
    const { documentsOf } = await startKendra({ faults: [{ kind: 'slow', delayMs: 20 }] });
    expect(await documentsOf()).toEqual(['cash-policy', 'cash-policy']);
  });

  it.each<FaultInput['kind']>(['throttle', 'server-error'])('the SDK tries again after %s', async (kind) => {
    const { documentsOf, emulator } = await startKendra({ faults: [{ kind, times: 2 }] }, { maxAttempts: 3 });
    expect(await documentsOf()).toHaveLength(2);
    expect(emulator.requests.map(({ fault }) => fault)).toEqual([kind, kind, undefined]);
  });

  it('stops while an answer is under way', async () => {
    const { retrieve, emulator } = await startKendra({ faults: [{ kind: 'timeout' }] });
    const pending = retrieve();
    pending.catch(() => {});
    await expect.poll(() => emulator.requests.length).toBe(1);
    await emulator.stop();
    await expect(pending).rejects.toThrow();
  });
});
