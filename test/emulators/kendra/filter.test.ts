import { type AttributeFilter, KendraClient, RetrieveCommand } from '@aws-sdk/client-kendra';
import { accessFilter, type Filter, matchFilter, sealAcl } from '@plumbline/core';
import { testContext } from '@plumbline/core/testing';
import { kendraFilter } from '@plumbline/retrievers/kendra';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filters } from '../lib/filter-arbitrary.ts';
import { boundOf, LABELLED_PASSAGES } from '../lib/labelled-passages.ts';
import type { Emulator } from '../lib/server.ts';
import { kendraDocument } from './kendra-documents.ts';
import { INDEX_ID, start } from './start.ts';

let emulator: Emulator;
let client: KendraClient;
beforeAll(async () => {
  emulator = await start({ documents: LABELLED_PASSAGES.map(kendraDocument), userContextPolicy: 'ATTRIBUTE_FILTER' });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new KendraClient({ endpoint: emulator.url, region: 'us-east-1', credentials });
});
afterAll(async () => {
  client.destroy();
  await emulator.stop();
});

async function matchedByKendra(AttributeFilter: AttributeFilter | undefined): Promise<string[]> {
  const query = { IndexId: INDEX_ID, QueryText: 'cash', PageSize: 100, ...(AttributeFilter && { AttributeFilter }) };
  const { ResultItems = [] } = await client.send(new RetrieveCommand(query));
  return ResultItems.map(({ DocumentId = '' }) => DocumentId).sort();
}

function matchedInMemory(filter: Filter): string[] {
  const matches = matchFilter(filter);
  return LABELLED_PASSAGES.filter(({ metadata }) =>
    matches({ ...metadata, acl: sealAcl(metadata.acl), asOfBound: boundOf(metadata.asOf) }),
  )
    .map(({ metadata }) => metadata.docId)
    .sort();
}

/** The names of passages are not Kendra's, so no filter on them is in its words. */
const withoutIds = filters.filter((filter) => !JSON.stringify(filter).includes('"id"'));

describe('a filter compiled for Kendra', () => {
  it('matches all that the filter in memory matches, and no more where it says so', async () => {
    let exactOnes = 0;
    await fc.assert(
      fc.asyncProperty(withoutIds, async (filter) => {
        const { sent, exact, nothing } = kendraFilter(filter);
        const found = nothing ? [] : await matchedByKendra(sent);
        const wanted = matchedInMemory(filter);
        if (exact) expect(found).toEqual(wanted);
        else expect(found).toEqual(expect.arrayContaining(wanted));
        if (exact) exactOnes += 1;
      }),
      { numRuns: 400, seed: 7 },
    );
    expect(exactOnes).toBeGreaterThan(100);
  });

  const principal = (groups: number) =>
    testContext({ principal: { groups: Array.from({ length: groups }, (_, n) => `g${n}`) } }).principal;

  it.each<[string, Filter, boolean]>([
    ['access', accessFilter(principal(2)), true],
    ['access of a principal with forty groups', accessFilter(principal(40)), true],
    [
      'access and a day, a type and a year',
      {
        op: 'and',
        filters: [
          accessFilter(principal(2)),
          { op: 'range', field: 'asOfBound', lte: '2021-06-30T23:59:59.999Z' },
          { op: 'in', field: 'docType', values: ['10-K', 'note'] },
          { op: 'range', field: 'fiscalYear', gte: 2020, lt: 2022 },
        ],
      },
      true,
    ],
    ['a type it is not', { op: 'not', filter: { op: 'in', field: 'docType', values: ['10-K', 'note'] } }, true],
    [
      'a company it is not, which may be missing',
      { op: 'not', filter: { op: 'eq', field: 'ticker', value: 'A' } },
      false,
    ],
    ['texts in order', { op: 'range', field: 'docType', gte: 'a' }, false],
    ['presence', { op: 'exists', field: 'ticker' }, false],
    [
      'more types than fit',
      { op: 'in', field: 'docType', values: Array.from({ length: 101 }, (_, n) => `t${n}`) },
      false,
    ],
  ])('%s', async (_, filter, exact) => {
    const compiled = kendraFilter(filter);
    expect(compiled.exact).toBe(exact);
    const found = await matchedByKendra(compiled.sent);
    expect(found).toEqual(exact ? matchedInMemory(filter) : expect.arrayContaining(matchedInMemory(filter)));
  });

  it('asks for dates from a year on, and leaves the rest to the check', () => {
    expect(kendraFilter({ op: 'range', field: 'asOf', gte: '2021' })).toEqual({
      sent: {
        GreaterThanOrEquals: { Key: 'as_of_bound', Value: { DateValue: new Date('2020-12-31T00:00:00Z') } },
      },
      exact: false,
      nothing: false,
    });
  });
});
