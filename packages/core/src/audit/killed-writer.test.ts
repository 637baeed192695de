import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSqliteRecordStore, type SqliteRecordStore } from '../state/sqlite-record-store.ts';
import { testAuditEvent } from '../testing/test-audit-event.ts';
import { createFileAuditSink } from './file-audit-sink.ts';
import { verifyAudit } from './verify-audit.ts';

let folder: string;
let directory: string;
let recordStore: SqliteRecordStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-killed-'));
  directory = join(folder, 'audit');
  recordStore = createSqliteRecordStore({ path: join(folder, 'records.sqlite'), clock: Date.now });
});
afterEach(async () => {
  recordStore.close();
  await rm(folder, { recursive: true });
});

/** Appends without end in a process of its own, eight at a time, and prints the sequence of each acknowledged record. */
function startWriter() {
  const source = (path: string): string => JSON.stringify(new URL(path, import.meta.url));
  const script = `
    import { createFileAuditSink } from ${source('./file-audit-sink.ts')};
    import { createSqliteRecordStore } from ${source('../state/sqlite-record-store.ts')};
    const recordStore = createSqliteRecordStore({ path: ${JSON.stringify(join(folder, 'records.sqlite'))}, clock: Date.now });
    const sink = await createFileAuditSink({ directory: ${JSON.stringify(directory)}, recordStore });
    const event = ${JSON.stringify(testAuditEvent())};
    const work = async () => { for (;;) console.log(sink.chain, (await sink.append(event)).sequence); };
    await Promise.all(Array.from({ length: 8 }, work));`;
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return { kill: () => child.kill('SIGKILL'), lines: createInterface(child.stdout) };
}

it('a killed writer loses nothing it acknowledged, and the next one goes on with its chain', async () => {
  let acknowledged = 0;
  for (const until of [40, 90, 160]) {
    const { kill, lines } = startWriter();
    for await (const line of lines) {
      const [chain, sequence] = line.split(' ');
      expect(chain).toBe('main');
      acknowledged = Number(sequence);
      if (acknowledged >= until) kill();
    }
    const { chains, problems } = await verifyAudit({ directory, recordStore });
    expect(chains[0]?.records).toBeGreaterThanOrEqual(acknowledged);
    expect(problems.filter(({ kind }) => kind !== 'torn')).toEqual([]);
  }
  const sink = await createFileAuditSink({ directory, recordStore });
  expect((await sink.append(testAuditEvent())).sequence).toBeGreaterThan(acknowledged);
  expect(await verifyAudit({ directory, recordStore })).toMatchObject({ ok: true, chains: [{ unacknowledged: 0 }] });
  await sink.close();
});

it('two processes write side by side, and verifying meanwhile raises no false alarm', async () => {
  const writers = [startWriter(), startWriter()];
  const chains = new Set<string>();
  const killAll = () => writers.map(({ kill }) => kill());
  let isOver = false;
  const watch = async ({ lines }: ReturnType<typeof startWriter>) => {
    for await (const line of lines) {
      const [chain = '', sequence] = line.split(' ');
      chains.add(chain);
      if (!isOver && Number(sequence) % 16 === 0) {
        expect((await verifyAudit({ directory, recordStore })).problems).toEqual([]);
      }
      isOver ||= chains.size === 2 && Number(sequence) >= 100;
      if (isOver) killAll();
    }
  };
  await Promise.all(writers.map(watch)).finally(killAll);
  expect([...chains].sort()).toEqual(['main', 'main-2']);
});
