import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { createSqliteRecordStore } from './sqlite-record-store.ts';

/** Runs lines of JavaScript in a process of their own, with an open `store` on the file. */
function runOnStore(path: string, body: string): ChildProcess {
  const module = new URL('./sqlite-record-store.ts', import.meta.url);
  const script = `
    import { createSqliteRecordStore } from ${JSON.stringify(module)};
    const store = createSqliteRecordStore({ path: ${JSON.stringify(path)}, clock: Date.now, busyTimeoutMs: 60_000 });
    ${body}`;
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const increments = `
  for (let done = 0; done < 50; ) {
    const now = await store.get({ partition: 'p', sort: 'count' });
    const value = (now?.value ?? 0) + 1;
    const put = store.put({ partition: 'p', sort: 'count', value, expected: now?.version ?? 'absent' });
    done += await put.then(() => 1, (error) => { if (error.code !== 'VERSION_CONFLICT') throw error; return 0; });
  }`;

const endlessPairs = `
  for (let n = 1; ; n += 1) {
    const filler = 'x'.repeat(20_000);
    await store.transact(['left', 'right'].map((sort) => ({ partition: 'p', sort, value: { n, filler } })));
    console.log(n);
  }`;

describe('several processes on one SQLite file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-processes-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('open a new file at once and lose no increment', async () => {
    const path = join(folder, 'shared.sqlite');
    const exits = await Promise.all([1, 2, 3, 4].map(() => once(runOnStore(path, increments), 'exit')));
    expect(exits.map(([code]) => code)).toEqual([0, 0, 0, 0]);
    using store = createSqliteRecordStore({ path, clock: fakeClock() });
    expect(await store.get({ partition: 'p', sort: 'count' })).toMatchObject({ value: 200, version: 200 });
  });

  it.each([1, 2, 3])(
    'a process killed while it writes leaves whole transactions and all it acknowledged (%i)',
    async (round) => {
      const path = join(folder, `killed-${round}.sqlite`);
      const child = runOnStore(path, endlessPairs);
      let acknowledged = 0;
      if (child.stdout === null) throw new Error('the child has no output');
      for await (const line of createInterface(child.stdout)) {
        acknowledged = Number(line);
        if (acknowledged === 10 * round) child.kill('SIGKILL');
      }
      using store = createSqliteRecordStore({ path, clock: fakeClock() });
      const [left, right] = (await store.list('p')).records;
      expect(left?.value).toEqual(right?.value);
      expect(left?.version).toBeGreaterThanOrEqual(acknowledged);
      await store.put({ partition: 'p', sort: 'left', value: 'usable' });
    },
  );
});
