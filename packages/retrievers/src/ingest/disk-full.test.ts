import type { Passage } from '@plumbline/core';
import { describe, expect, it } from 'vitest';
import { MemoryPassageIndex } from '../testing/memory-passage-index.ts';
import { ingestSetup } from './fixtures/ingest-setup.ts';
import { SqliteRecordManager } from './records/sqlite-record-manager.ts';
import { toIngestError } from './storage-error.ts';

const noSpace = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

/** Has room for some passages; a batch that does not fit is refused whole. */
class SmallIndex extends MemoryPassageIndex {
  room: number;
  constructor(room: number) {
    super();
    this.room = room;
  }

  override async addPassages(passages: readonly Passage[]): Promise<void> {
    if (this.passages.size + passages.length > this.room) throw noSpace();
    await super.addPassages(passages);
  }
}

const rows = (count: number) => Array.from({ length: count }, (_, at) => `Segment ${at},${at},000`).join('\n');
const FILES = {
  'a.csv': `name,value\n${rows(2000)}`,
  'b.md': 'Sales fell.',
  'c.csv': `name,value\n${rows(6000)}`,
  'd.md': 'Costs rose.',
};

describe('a full disk', () => {
  it('stops the run with a clear error, keeps whole files only, and the next run goes on', async () => {
    await using setup = await ingestSetup(FILES);
    const index = new SmallIndex(700);
    const report = await setup.run({ index, maxTokens: 64 });
    expect(report.complete).toBe(false);
    expect(report.failures).toEqual([
      expect.objectContaining({ code: 'DISK_FULL', message: expect.stringContaining(setup.folder.path) }),
    ]);
    expect(report.failures[0]?.fix).toContain('run the same command again');
    expect(new Set([...index.passages.values()].map(({ metadata }) => metadata.docId))).toEqual(
      new Set(['a.csv', 'b.md']),
    );

    index.room = Number.POSITIVE_INFINITY;
    const next = await setup.run({ index, maxTokens: 64 });
    expect(next).toMatchObject({ complete: true, failures: [] });
    expect(next.unchangedFiles).toBeGreaterThan(0);
    await setup.run({ maxTokens: 64, recordManager: new SqliteRecordManager({ path: ':memory:', clock: () => 1000 }) });
    expect([...index.passages.keys()].sort()).toEqual([...setup.index.passages.keys()].sort());
  });

  it('keeps the earlier version of a file while the new one does not fit', async () => {
    await using setup = await ingestSetup({ 'a.csv': 'name,value\nold,1' });
    const index = new SmallIndex(300);
    await setup.run({ index, maxTokens: 64 });
    await setup.folder.write('a.csv', FILES['c.csv']);
    expect((await setup.run({ index, maxTokens: 64 })).complete).toBe(false);
    expect([...index.passages.values()].map(({ pageContent }) => pageContent)).toEqual(['name | value\nold | 1']);
  });

  it('is told when it is the records that cannot be written', async () => {
    await using setup = await ingestSetup(FILES);
    class FullRecords extends SqliteRecordManager {
      override async update(): Promise<void> {
        throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
      }
    }
    using records = new FullRecords({ path: ':memory:', clock: () => 1000 });
    const report = await setup.run({ recordManager: records });
    expect(report).toMatchObject({ complete: false, failures: [{ code: 'DISK_FULL' }] });
    expect(setup.index.passages.size).toBe(0);
  });

  it('stops at any other error of the index as well', async () => {
    await using setup = await ingestSetup(FILES);
    class BrokenIndex extends MemoryPassageIndex {
      override async addPassages(): Promise<void> {
        throw new Error('connection lost');
      }
    }
    const report = await setup.run({ index: new BrokenIndex() });
    expect(report).toMatchObject({ complete: false, failures: [{ code: 'WRITE_FAILED' }] });
    expect(report.failures[0]?.message).toContain('connection lost');
  });

  it('does not forget to optimise after a run in which that failed', async () => {
    await using setup = await ingestSetup({ 'b.md': 'Sales fell.' });
    class FullWhenOptimised extends MemoryPassageIndex {
      override async optimise(): Promise<void> {
        throw noSpace();
      }
    }
    const index = new FullWhenOptimised();
    expect((await setup.run({ index })).failures).toMatchObject([{ code: 'DISK_FULL' }]);
    expect((await setup.run({ index: setup.index })).complete).toBe(true);
    expect(setup.index.calls).toEqual(['optimise']);
  });
});

describe('toIngestError', () => {
  it.each([
    noSpace(),
    Object.assign(new Error('quota'), { code: 'EDQUOT' }),
    Object.assign(new Error('file too large'), { code: 'EFBIG' }),
    new Error('lance error: LanceError(IO): Generic LocalFileSystem error: No space left on device (os error 28)'),
    new Error('write failed', { cause: noSpace() }),
  ])('sees a full disk in %s', (error) => {
    expect(toIngestError(error, 'the index')).toMatchObject({ code: 'DISK_FULL', retryable: true });
  });
});
