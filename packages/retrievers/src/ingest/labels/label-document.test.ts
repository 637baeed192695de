import { describe, expect, it } from 'vitest';
import type { RawDocument } from '../document.ts';
import { labelDocument } from './label-document.ts';

const defaults = { tenant: 'demo', classification: 'internal' } as const;
const options = {
  name: 'notes/memo.md',
  docId: 'notes/memo.md',
  modifiedMs: Date.UTC(2024, 4, 6),
  sidecar: {},
  defaults,
};

function label(
  metadata: Record<string, unknown>,
  more: Partial<RawDocument> & { sidecar?: Record<string, unknown> } = {},
) {
  const { sidecar = {}, ...raw } = more;
  return labelDocument({ metadata, blocks: [], ...raw }, { ...options, sidecar });
}

describe('labels of a document', () => {
  it('takes what the document says', () => {
    const { document } = label({
      docId: 'apple-2019',
      title: 'Apple 2019',
      docType: '10-K',
      company: 'Apple',
      ticker: 'AAPL',
      fiscalYear: 2019,
      period: 'FY2019',
      asOf: '2019-09-28',
      source: 'Form 10-K, page 21',
      url: 'https://example.com/k.pdf',
      classification: 'confidential',
      acl: ['tenant:demo', 'group:desk'],
      sector: 'Technology',
    });
    expect(document).toMatchObject({ docId: 'apple-2019', title: 'Apple 2019', source: 'Form 10-K, page 21' });
    expect(document.metadata).toEqual({
      docType: '10-K',
      company: 'Apple',
      ticker: 'AAPL',
      fiscalYear: 2019,
      period: 'FY2019',
      asOf: '2019-09-28',
      url: 'https://example.com/k.pdf',
      classification: 'confidential',
      acl: ['tenant:demo', 'group:desk'],
      sector: 'Technology',
    });
  });

  it('gives the defaults to an unlabelled document, and says that its date is only that of the file', () => {
    const { document, notes } = label({});
    expect(document).toMatchObject({ docId: 'notes/memo.md', title: 'memo', source: 'notes/memo.md' });
    expect(document.metadata).toEqual({
      docType: 'document',
      asOf: '2024-05-06',
      classification: 'internal',
      acl: ['tenant:demo'],
    });
    expect(notes).toEqual([expect.stringContaining('2024-05-06')]);
  });

  it('takes the labels of the file beside it before its own, but those of a record before the file of many', () => {
    const sidecar = { classification: 'restricted' };
    expect(label({ classification: 'public' }, { sidecar }).document.metadata.classification).toBe('restricted');
    expect(label({ classification: 'public' }, { sidecar, docId: 'r' }).document.metadata.classification).toBe(
      'public',
    );
    expect(label({}, { sidecar, docId: 'r' }).document.metadata.classification).toBe('restricted');
  });

  it.each<[Record<string, unknown>, string]>([
    [{ asOf: '2019-09-28', fiscalYear: 2019 }, '2019-09-28'],
    [{ date: '1994-05-17' }, '1994-05-17'],
    [{ asOf: '2019-09-28T10:00:00Z' }, '2019-09-28'],
    [{ date: '2018' }, '2018-12-31'],
    [{ date: 2018 }, '2018-12-31'],
    [{ fiscalYear: 2019 }, '2019-12-31'],
    [{ fiscalYear: '2019' }, '2019-12-31'],
    [{ period: 'Q2 2023' }, '2023-06-30'],
    [{ period: 'H1 2021' }, '2021-06-30'],
    [{ title: 'Results of the fourth quarter of 2022' }, '2022-12-31'],
    [{ title: 'Statement of December 16, 2015' }, '2015-12-16'],
  ])('dates %j', (metadata, asOf) => {
    expect(label(metadata).document.metadata.asOf).toBe(asOf);
  });

  it('finds company, year and period in the title', () => {
    const { metadata } = label({ title: '3M FY2018 annual report' }).document;
    expect(metadata).toMatchObject({ ticker: 'MMM', fiscalYear: 2018, period: 'FY2018' });
  });

  it('finds the company by its publisher where the title names none', () => {
    expect(label({ title: '10-K 2018', publisher: '3M' }).document.metadata.ticker).toBe('MMM');
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown class', { classification: 'secret' }, 'public, internal, confidential, restricted'],
    ['a class in capitals', { classification: 'Public' }, 'public'],
    ['a class that is a list', { classification: ['public'] }, 'public'],
    ['an unknown kind of token', { acl: ['tenant:demo', 'role:x'] }, 'group:x'],
    ['a token with a blank', { acl: ['tenant:demo', 'group:a b'] }, 'group:x'],
    ['a wildcard for tenants', { acl: ['tenant:*'] }, 'tenant:demo'],
    ['rights without a tenant', { acl: ['group:desk'] }, 'tenant:demo'],
    ['an empty list of rights', { acl: [] }, 'tenant:demo'],
    ['rights that are no list', { acl: { tenant: 'demo' } }, 'tenant:demo'],
    ['a misspelt key for the class', { classifcation: 'restricted' }, '"classification"'],
    ['another case of the key', { Classification: 'restricted' }, '"classification"'],
    ['a misspelt key for the rights', { ACL: ['tenant:demo'] }, '"acl"'],
  ])('refuses %s', (_, metadata, fix) => {
    expect(() => label(metadata)).toThrow(
      expect.objectContaining({ code: 'INVALID_LABELS', fix: expect.stringContaining(fix) }),
    );
  });

  it('reports the rights first when several keys are wrong', () => {
    expect(() => label({ fiscalYear: 'soon', acl: ['x'] })).toThrow(
      expect.objectContaining({ code: 'INVALID_LABELS' }),
    );
  });

  it.each([
    { fiscalYear: 'soon' },
    { fiscalYear: 12 },
    { asOf: '28.9.2019' },
    { asOf: '2019-02-31' },
    { title: ['a'] },
  ])('refuses %j', (metadata) => {
    expect(() => label(metadata)).toThrow(expect.objectContaining({ code: 'INVALID_METADATA' }));
  });

  it('takes one token for a list of one', () => {
    expect(label({ acl: 'tenant:demo' }).document.metadata.acl).toEqual(['tenant:demo']);
  });

  it('takes an empty value for none', () => {
    expect(label({ classification: null, title: '' }).document.metadata.classification).toBe('internal');
  });

  it('leaves out nested labels, and those that retrieval writes itself', () => {
    const { document, notes } = label({
      asOf: '2020-01-01',
      nested: { a: 1 },
      score: 1,
      chunk: 7,
      tags: ['a'],
      draft: true,
    });
    expect(document.metadata).toEqual({
      docType: 'document',
      asOf: '2020-01-01',
      classification: 'internal',
      acl: ['tenant:demo'],
      tags: ['a'],
      draft: true,
    });
    expect(notes).toEqual([expect.stringContaining('"nested"')]);
  });
});
