import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { RecordStoreError } from '../contracts/errors.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { recordStoreCases } from '../testing/record-store-cases.ts';
import { openRecordDatabase } from './sqlite-database.ts';
import { createRecordStoreOn, createSqliteRecordStore } from './sqlite-record-store.ts';

const folders: string[] = [];
const newPath = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-records-'));
  folders.push(folder);
  return join(folder, 'records.sqlite');
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe.each([
  ['in a file', newPath],
  ['in memory', () => ':memory:'],
])('the SQLite record store %s', (_, pathOf) => {
  it.each(recordStoreCases)('$name', async ({ run }) => {
    await run(async () => {
      const clock = fakeClock();
      const store = createSqliteRecordStore({ path: pathOf(), clock });
      return { store, clock, dispose: async () => store.close() };
    });
  });
});

describe('a SQLite record store', () => {
  const clock = fakeClock();
  const key = { partition: 'p', sort: 's' };

  it('finds its records again when it is opened again', async () => {
    const path = newPath();
    {
      using store = createSqliteRecordStore({ path, clock });
      await store.put({ ...key, value: { kept: true } });
    }
    using again = createSqliteRecordStore({ path, clock });
    expect((await again.get(key))?.value).toEqual({ kept: true });
  });

  it('refuses calls after it was closed, and closing twice is fine', async () => {
    const store = createSqliteRecordStore({ path: ':memory:', clock });
    store.close();
    store.close();
    await expect(store.get(key)).rejects.toThrow(RecordStoreError);
    await expect(store.put({ ...key, value: 1 })).rejects.toThrow(RecordStoreError);
  });

  it('frees expired records on the way of a write, and all of them when asked', async () => {
    const path = newPath();
    const ticking = fakeClock();
    using store = createSqliteRecordStore({ path, clock: ticking });
    using look = new DatabaseSync(path);
    const kept = () => look.prepare('SELECT count(*) AS n FROM records').get()?.['n'];
    for (let index = 0; index < 40; index += 1) {
      await store.put({ partition: 'p', sort: `k${index}`, value: 1, expiresAt: ticking() + 1 });
    }
    ticking.advance(1);
    await store.put({ ...key, value: 1 });
    expect(kept()).toBe(40 + 1 - 16);
    expect(await store.purgeExpired()).toBe(24);
    expect(kept()).toBe(1);
  });

  it('says that the disk is full, and holds nothing half-written', async () => {
    const path = newPath();
    const database = openRecordDatabase({ path, busyTimeoutMs: 0 });
    database.exec('PRAGMA max_page_count = 20');
    using store = createRecordStoreOn(database, { path, clock });
    await store.put({ ...key, value: 'small' });
    const large = 'x'.repeat(50_000);
    const writes = ['a', 'b', 'c'].map((sort) => ({ partition: 'p', sort, value: large }));
    const failed = store.transact([{ ...key, value: 'changed' }, ...writes]);
    await expect(failed).rejects.toMatchObject({ code: 'RECORD_STORE', retryable: true });
    await expect(failed).rejects.toThrow(/records\.sqlite failed: the disk is full/);
    expect((await store.list('p')).records).toEqual([{ ...key, value: 'small', version: 1 }]);
    await store.put({ ...key, value: 'writes again' });
  });
});

describe('a file that is no record store of this version', () => {
  const open = (path: string) => () => createSqliteRecordStore({ path, clock: fakeClock() });

  it.each<[string, (path: string) => void, RegExp]>([
    ['a text', (path) => writeFileSync(path, 'partition,sort\n'.repeat(100)), /is no SQLite database/],
    ['the database of another program', (path) => alter(path, 'CREATE TABLE t (x)'), /database of another program/],
    [
      'a record store of a later version',
      (path) => {
        createSqliteRecordStore({ path, clock: fakeClock() }).close();
        alter(path, 'PRAGMA user_version = 2');
      },
      /has version 2 of the record store, this release reads version 1/,
    ],
  ])('%s is refused', (_, make, message) => {
    const path = newPath();
    make(path);
    expect(open(path)).toThrow(RecordStoreError);
    expect(open(path)).toThrow(message);
  });

  it('a path in a folder that does not exist is refused', () => {
    expect(open(join(newPath(), 'no', 'such', 'folder.sqlite'))).toThrow(/check that its folder exists/);
  });
});

function alter(path: string, sql: string): void {
  using database = new DatabaseSync(path);
  database.exec(sql);
}
