import { writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { SqliteRecordManager } from './sqlite-record-manager.ts';

const open = (path = ':memory:', clock = () => 1000) => new SqliteRecordManager({ path, clock });

describe('the record manager on SQLite', () => {
  it('knows the keys it was given, and their groups', async () => {
    using records = open();
    await records.update(['a', 'b', 'c'], { groupIds: ['/x', '/x', '/y'] });
    expect(await records.exists(['a', 'z', 'c'])).toEqual([true, false, true]);
    expect(await records.listKeys({ groupIds: ['/x'] })).toEqual(['a', 'b']);
    expect(await records.listKeys({ groupIds: ['/x', '/y'], limit: 2 })).toHaveLength(2);
    expect(await records.listKeys()).toHaveLength(3);
    await records.deleteKeys(['a']);
    expect(await records.exists(['a', 'b'])).toEqual([false, true]);
  });

  it('keeps the group of a key that is updated without one', async () => {
    using records = open();
    await records.update(['a'], { groupIds: ['/x'] });
    await records.update(['a'], {});
    expect(await records.listKeys({ groupIds: ['/x'] })).toEqual(['a']);
  });

  it.each([0, 5000, -5000])('has a time later than everything before, when the clock moves by %d', async (step) => {
    let now = 10_000;
    using records = open(':memory:', () => now);
    const first = await records.getTime();
    await records.update(['a'], { groupIds: ['/x'], timeAtLeast: first });
    now += step;
    const second = await records.getTime();
    expect(second).toBeGreaterThan(first);
    await records.update(['b'], { groupIds: ['/x'], timeAtLeast: second });
    expect(await records.listKeys({ before: second })).toEqual(['a']);
    expect(await records.listKeys({ after: first })).toEqual(['b']);
  });

  it('does not take an unsure key for there, but lists it', async () => {
    using records = open();
    records.markUnsure(['new'], () => '/x');
    await records.update(['old'], { groupIds: ['/x'] });
    records.markUnsure(['old', 'unknown']);
    expect(await records.exists(['new', 'old', 'unknown'])).toEqual([false, false, false]);
    expect(await records.listKeys({ groupIds: ['/x'] })).toEqual(['new', 'old']);
    expect(await records.listKeys({ groupIds: ['/x'], before: await records.getTime() })).toHaveLength(2);
  });

  it('remembers files and documents, and lists files below a folder only', async () => {
    using records = open();
    const file = (path: string) => ({ path, fingerprint: 'f', documents: 1, passages: 2 });
    records.completeFiles(['/a/x.md', '/a/y.md', '/a-b/z.md', '/ab.md'].map(file), 0);
    expect(records.listFiles('/a', { limit: 10 }).map(({ path }) => path)).toEqual(['/a/x.md', '/a/y.md']);
    expect(records.listFiles('/a', { limit: 10, after: '/a/x.md' }).map(({ path }) => path)).toEqual(['/a/y.md']);
    expect(records.listFiles('/', { limit: 10 })).toHaveLength(4);
    records.openFiles(['/a/x.md', '/a/new.md']);
    expect(records.getFile('/a/x.md')).toEqual({ path: '/a/x.md', documents: 1, passages: 2 });
    expect(records.getFile('/a/new.md')?.fingerprint).toBeUndefined();
    records.putClaims([{ docId: 'd', file: '/a/x.md', seenAt: 5, nextChunk: 3 }]);
    expect(records.getClaim('d')).toEqual({ docId: 'd', file: '/a/x.md', seenAt: 5, nextChunk: 3 });
    records.completeFiles([file('/a/x.md')], 6);
    expect(records.getClaim('d')).toBeUndefined();
    records.removeFiles(['/a/x.md']);
    expect(records.getFile('/a/x.md')).toBeUndefined();
  });

  it('keeps everything across openings', async () => {
    await using folder = await temporaryFolder();
    const path = folder.at('records.sqlite');
    {
      using records = open(path);
      await records.update(['a'], { groupIds: ['/x'] });
      records.setUnoptimised(true);
    }
    using records = open(path);
    expect(await records.exists(['a'])).toEqual([true]);
    expect(records.isUnoptimised()).toBe(true);
  });

  it('lets one run at a time write', async () => {
    await using folder = await temporaryFolder();
    const path = folder.at('records.sqlite');
    using records = open(path);
    using other = open(path);
    const lock = records.lock();
    expect(() => other.lock()).toThrow(expect.objectContaining({ code: 'BUSY', retryable: true }));
    lock[Symbol.dispose]();
    other.lock()[Symbol.dispose]();
  });

  it('refuses a file of another version, of another program, and one that is no database', async () => {
    await using folder = await temporaryFolder();
    const path = folder.at('records.sqlite');
    open(path)[Symbol.dispose]();
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 99');
    expect(() => open(path)).toThrow(/version 99/u);
    database.exec('PRAGMA application_id = 1');
    expect(() => open(path)).toThrow(/another program/u);
    database.close();
    await writeFile(folder.at('text'), 'no database '.repeat(100));
    expect(() => open(folder.at('text'))).toThrow(expect.objectContaining({ code: 'INCOMPATIBLE_RECORDS' }));
  });
});
