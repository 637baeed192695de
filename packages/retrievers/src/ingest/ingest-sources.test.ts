import type { Passage } from '@plumbline/core';
import { describe, expect, it } from 'vitest';
import { MemoryPassageIndex } from '../testing/memory-passage-index.ts';
import { memorySource } from './fixtures/memory-source.ts';
import { IngestError } from './ingest-error.ts';
import { type IngestSourcesOptions, ingestSources } from './ingest-sources.ts';
import { SqliteRecordManager } from './records/sqlite-record-manager.ts';
import type { IngestSource } from './source/ingest-source.ts';

const DEFAULTS = { tenant: 'demo', classification: 'internal' } as const;
const DAY = Date.UTC(2024, 0, 2);

function object(path: string, content: string, labels: Record<string, unknown> = {}): IngestSource {
  return {
    ...memorySource(path, content),
    path,
    modifiedMs: DAY,
    labels: async () => ({ text: JSON.stringify(labels), metadata: labels }),
    refuseChanged: async () => {},
  };
}

function setup() {
  const index = new MemoryPassageIndex();
  const recordManager = new SqliteRecordManager({ path: ':memory:', clock: () => 1000 });
  const ingest = (sources: readonly IngestSource[], options: Partial<IngestSourcesOptions> = {}) =>
    ingestSources({ sources, index, recordManager, defaults: DEFAULTS, ...options });
  const texts = () => [...index.passages.values()].map(({ pageContent }) => pageContent).sort();
  return { index, recordManager, ingest, texts };
}

describe('ingestSources', () => {
  it('writes what is new or changed, under the path of the source, and leaves the rest alone', async () => {
    const { ingest, texts, index } = setup();
    const first = [object('s3://b/a.txt', 'Sales fell.'), object('s3://b/c.txt', 'Costs rose.')];
    expect((await ingest(first)).outcomes).toEqual([
      expect.objectContaining({ path: 's3://b/a.txt', status: 'written', documents: 1, passages: 1 }),
      expect.objectContaining({ path: 's3://b/c.txt', status: 'written' }),
    ]);
    expect([...index.passages.values()][0]?.metadata).toMatchObject({ docId: 's3://b/a.txt', source: 's3://b/a.txt' });
    const report = await ingest([object('s3://b/a.txt', 'Sales rose.'), object('s3://b/c.txt', 'Costs rose.')]);
    expect(report.outcomes.map(({ status }) => status)).toEqual(['written', 'unchanged']);
    expect(report.passages).toEqual({ added: 0, updated: 1, deleted: 0, skipped: 1 });
    expect(texts()).toEqual(['Costs rose.', 'Sales rose.']);
  });

  it('takes removed sources out, and passes over ones it does not know', async () => {
    const { ingest, texts } = setup();
    await ingest([object('s3://b/a.txt', 'Sales fell.'), object('s3://b/c.txt', 'Costs rose.')]);
    const report = await ingest([], { removed: ['s3://b/a.txt', 's3://b/never.txt'] });
    expect(report.outcomes.map(({ status }) => status)).toEqual(['removed', 'removed']);
    expect(texts()).toEqual(['Costs rose.']);
  });

  it('rewrites passages when only the labels change', async () => {
    const { ingest, index } = setup();
    await ingest([object('s3://b/a.txt', 'Sales fell.')]);
    await ingest([object('s3://b/a.txt', 'Sales fell.', { classification: 'restricted' })]);
    expect([...index.passages.values()].map(({ metadata }) => metadata.classification)).toEqual(['restricted']);
  });

  it('says what was refused, keeps what the index held of it, and goes on with the others', async () => {
    const { ingest, texts } = setup();
    await ingest([object('s3://b/a.txt', 'Sales fell.'), object('s3://b/r.txt', 'Costs rose.')]);
    const { outcomes } = await ingest([
      object('s3://b/a.txt', 'a\0b'),
      object('s3://b/r.txt', 'Costs rose.', { classification: 'secret' }),
      object('s3://b/p.jsonl', '{"id":"x","text":"One."}\nnonsense'),
      object('s3://b/d.txt', 'Debt fell.'),
    ]);
    expect(outcomes.map(({ status, failures }) => [status, failures.map(({ code }) => code)])).toEqual([
      ['refused', ['BINARY']],
      ['partial', ['INVALID_LABELS']],
      ['partial', ['INVALID_RECORD']],
      ['written', []],
    ]);
    expect(texts()).toEqual(['Debt fell.', 'One.', 'Sales fell.']);
  });

  it('indexes what the inspection gives back, and nothing when it refuses', async () => {
    const { ingest, index } = setup();
    const { outcomes } = await ingest([object('s3://b/a.txt', 'Sales fell.'), object('s3://b/b.txt', 'Secret.')], {
      inspect: (document) => {
        if (document.docId === 's3://b/b.txt') {
          throw new IngestError({ code: 'INVALID_LABELS', message: 'it cannot be classified', fix: 'Label it.' });
        }
        return { ...document, metadata: { ...document.metadata, classification: 'confidential' } };
      },
    });
    expect(outcomes.map(({ status }) => status)).toEqual(['written', 'refused']);
    expect([...index.passages.values()].map(({ metadata }) => metadata.classification)).toEqual(['confidential']);
  });

  it('throws when the index cannot be written, and the same call again goes on', async () => {
    const { ingest, texts } = setup();
    class Down extends MemoryPassageIndex {
      override async addPassages(_: readonly Passage[]): Promise<void> {
        throw new Error('no connection');
      }
    }
    const sources = [object('s3://b/a.txt', 'Sales fell.')];
    await expect(ingest(sources, { index: new Down() })).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      retryable: true,
    });
    expect((await ingest(sources)).outcomes[0]?.status).toBe('written');
    expect(texts()).toEqual(['Sales fell.']);
  });
});
