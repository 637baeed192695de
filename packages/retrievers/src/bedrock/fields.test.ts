import { InvalidInputError } from '@plumbline/core';
import { testPassage } from '@plumbline/core/testing';
import { describe, expect, it } from 'vitest';
import { KNOWLEDGE_BASE_FIELDS, knowledgeBaseAttributes } from './fields.ts';

const fields = { ...KNOWLEDGE_BASE_FIELDS, filedAt: { key: 'filed', kind: 'date' } } as const;

describe('the attributes of a document in a knowledge base', () => {
  it('hold the fields of the passage, with a sealed access list and the end of its date in seconds', () => {
    const { metadata } = testPassage({ metadata: { asOf: '2023', fiscalYear: 2023, section: '' } });
    expect(knowledgeBaseAttributes(metadata, { passageId: 'doc-1#0' })).toEqual({
      docId: 'doc-1',
      title: 'Example Corp: annual results 2023',
      source: 'example-2023.md',
      docType: '10-K',
      asOf: '2023',
      asOfBound: Date.parse('2023-12-31T23:59:59Z') / 1000,
      classification: 'public',
      acl: ['client:*', 'group:*', 'tenant:demo', 'unit:*'],
      fiscalYear: 2023,
      chunk: 0,
      passageId: 'doc-1#0',
    });
  });

  it('keep dates of your own as seconds', () => {
    const { metadata } = testPassage({ metadata: { filedAt: '2024-02-01T10:00:00.500Z' } });
    expect(knowledgeBaseAttributes(metadata, { fields })).toMatchObject({
      filed: Date.parse('2024-02-01T10:00:00Z') / 1000,
    });
  });

  it.each<[string, object]>([
    ['an infinite year', { fiscalYear: Number.POSITIVE_INFINITY }],
    ['a number for a text', { ticker: 3 }],
    ['a date that is none', { filedAt: 'soon' }],
  ])('%s is refused', (_, more) => {
    const { metadata } = testPassage({ metadata: more });
    expect(() => knowledgeBaseAttributes(metadata, { fields })).toThrow(InvalidInputError);
  });
});
