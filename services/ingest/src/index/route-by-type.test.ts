import { testPassage } from '@plumbline/core/testing';
import { MemoryPassageIndex } from '@plumbline/retrievers/testing';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../config.ts';
import { openEmbeddings } from './open-embeddings.ts';
import { routeByType } from './route-by-type.ts';

describe('one index per document type', () => {
  it('takes each passage in the first index for its type, and deletes ids from all of them', async () => {
    const [filings, reports] = [new MemoryPassageIndex(), new MemoryPassageIndex()];
    const index = routeByType([
      { index: filings, includes: (docType) => docType === '10-K' },
      { index: reports, includes: () => true },
    ]);
    const passage = (id: string, docType: string) => testPassage({ id, metadata: { docType } });
    await index.addPassages([passage('a', '10-K'), passage('b', 'note'), passage('c', '10-K')]);
    expect([[...filings.passages.keys()], [...reports.passages.keys()]]).toEqual([['a', 'c'], ['b']]);
    await index.deletePassages(['a', 'b']);
    expect([[...filings.passages.keys()], [...reports.passages.keys()]]).toEqual([['c'], []]);
    await index.optimise();
    expect([filings.calls.at(-1), reports.calls.at(-1)]).toEqual(['optimise', 'optimise']);
  });

  it('refuses a type that none takes', async () => {
    const index = routeByType([{ index: new MemoryPassageIndex(), includes: () => false }]);
    await expect(index.addPassages([testPassage()])).rejects.toThrow('No index takes');
  });
});

describe('embeddings by setting', () => {
  const settings = {
    tenant: 'demo',
    index: 'lancedb:x',
    records: 'x',
    deadLetters: 'x',
    owner: 'w',
    tempFolder: 'x',
    region: 'us-east-1',
  };

  it.each([
    ['finance', 256, /^finance@/u],
    ['bedrock', 1024, /^bedrock\/amazon\.titan-embed-text-v2:0/u],
    ['bedrock:512', 512, /^bedrock\//u],
    ['sagemaker:finbert-prod:finbert@3', 768, /^finbert@3$/u],
  ])('%s', async (embeddings, dimensions, identity) => {
    const opened = await openEmbeddings(parseConfig({ ...settings, embeddings }));
    expect(opened.dimensions).toBe(dimensions);
    expect(opened.identity).toMatch(identity);
  });

  it.each(['openai', 'bedrock:300', 'sagemaker:finbert'])('%s is refused', (embeddings) => {
    expect(() => parseConfig({ ...settings, embeddings })).toThrow(/embeddings/u);
  });
});
