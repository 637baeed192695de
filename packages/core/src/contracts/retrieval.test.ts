import { describe, expect, it } from 'vitest';
import { isReportingRetriever, retrievalSchema } from './retrieval.ts';

describe('a retriever that reports findings', () => {
  const retrieve = async () => ({ documents: [], findings: [] });

  it.each([
    ['says so and has retrieve', { reportsFindings: true, retrieve }, true],
    ['has a retrieve of its own meaning', { retrieve }, false],
    ['says so without retrieve', { reportsFindings: true }, false],
    ['has a retrieve that is no function', { reportsFindings: true, retrieve: 'soon' }, false],
    ['is any retriever', { invoke: retrieve }, false],
  ])('%s', (_, retriever, expected) => {
    expect(isReportingRetriever(retriever)).toBe(expected);
  });

  it('gives findings of the known form', () => {
    const finding = { validator: 'tiers', severity: 'warn', action: 'allow', message: 'late' };
    expect(retrievalSchema.parse({ documents: [{}], findings: [finding] }).findings).toEqual([finding]);
    expect(retrievalSchema.safeParse({ documents: [], findings: [{ ...finding, action: 'explode' }] }).success).toBe(
      false,
    );
  });
});
