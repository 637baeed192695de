import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditError, InvalidInputError, RecordStoreError } from '../contracts/errors.ts';
import type { RecordStore } from '../contracts/record-store.ts';
import { createMemoryRecordStore } from '../state/memory-record-store.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { testAuditEvent } from '../testing/test-audit-event.ts';
import { createFileAuditSink, type FileAuditSink, type FileAuditSinkOptions } from './file-audit-sink.ts';
import { verifyAudit } from './verify-audit.ts';

let directory: string;
let recordStore: RecordStore;
const sinks: FileAuditSink[] = [];

beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'plumbline-sink-')), 'made', 'by-the-sink');
  recordStore = createMemoryRecordStore({ clock: fakeClock() });
});
afterEach(async () => {
  await Promise.all(sinks.splice(0).map((sink) => sink.close()));
  await rm(join(directory, '..', '..'), { recursive: true });
});

async function open(options: Partial<FileAuditSinkOptions> = {}): Promise<FileAuditSink> {
  const sink = await createFileAuditSink({ directory, recordStore, ...options });
  sinks.push(sink);
  return sink;
}

describe('an audit sink on files', () => {
  it('chains its records, and each is in the file when append resolves', async () => {
    const sink = await open();
    const first = await sink.append(testAuditEvent());
    expect(first).toMatchObject({ chain: 'main', sequence: 1, previous: '0'.repeat(64), event: testAuditEvent() });
    const second = await sink.append(testAuditEvent({ action: 'review' }));
    expect(second).toMatchObject({ sequence: 2, previous: first.hash });
    const lines = (await readFile(join(directory, 'main.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([first, second]);
  });

  it('keeps the order of 500 concurrent appends', async () => {
    const sink = await open();
    const traces = Array.from({ length: 500 }, (_, n) => `trace-${n}`);
    const records = await Promise.all(traces.map((traceId) => sink.append(testAuditEvent({ traceId }))));
    expect(records.map(({ event }) => event.traceId)).toEqual(traces);
    expect(records.map(({ sequence }) => sequence)).toEqual(traces.map((_, n) => n + 1));
    expect(await verifyAudit({ directory, recordStore })).toMatchObject({ ok: true, chains: [{ records: 500 }] });
  });

  it('goes on with its chain when it is opened again', async () => {
    const sink = await open();
    const first = await sink.append(testAuditEvent());
    await sink.close();
    const again = await open();
    expect(await again.append(testAuditEvent())).toMatchObject({ chain: 'main', sequence: 2, previous: first.hash });
  });

  it('gives a second writer a chain of its own, and the first free one to the next', async () => {
    const [first, second] = [await open(), await open()];
    expect([first.chain, second.chain]).toEqual(['main', 'main-2']);
    await Promise.all([first, second].map((sink) => sink.append(testAuditEvent())));
    await first.close();
    expect((await open()).chain).toBe('main');
    expect((await open({ chainName: 'other' })).chain).toBe('other');
    expect(await verifyAudit({ directory, recordStore })).toMatchObject({ ok: true });
  });

  it('waits for appends under way when it closes, and refuses later ones', async () => {
    const sink = await open();
    const pending = sink.append(testAuditEvent());
    await sink.close();
    expect((await pending).sequence).toBe(1);
    await expect(sink.append(testAuditEvent())).rejects.toThrow(AuditError);
    await sink.close();
  });

  it('keeps a copy: what the caller changes later is not in the trail', async () => {
    const sink = await open();
    const event = testAuditEvent();
    const pending = sink.append(event);
    event.facts['status'] = 'changed';
    expect((await pending).event.facts['status']).toBe('final');
  });

  it('is readable by its owner only', async () => {
    await open();
    expect((await stat(join(directory, 'main.jsonl'))).mode & 0o077).toBe(0);
  });

  it.each([
    ['that lacks what is asked', { at: 'yesterday' }],
    ['with a text where a hash belongs', { inputs: { question: 'My SSN is …' } }],
    ['with a figure that is no number', { facts: { confidence: Number.NaN } }],
    ['too large to be one', { facts: { text: 'x'.repeat(300_000) } }],
  ])('refuses an event %s and goes on', async (_, overrides) => {
    const sink = await open();
    await expect(sink.append(testAuditEvent(overrides))).rejects.toThrow(AuditError);
    expect((await sink.append(testAuditEvent())).sequence).toBe(1);
  });

  it.each(['', '../up', 'a/b', '.hidden', 'x'.repeat(101)])('refuses the chain name "%s"', async (chainName) => {
    await expect(open({ chainName })).rejects.toThrow(InvalidInputError);
  });

  it('rejects with AuditError while the record store fails, and goes on when it is back', async () => {
    let isDown = false;
    const store: RecordStore = {
      ...recordStore,
      put: (write) =>
        isDown ? Promise.reject(new RecordStoreError('the disk is full', { retryable: true })) : recordStore.put(write),
    };
    const sink = await open({ recordStore: store });
    isDown = true;
    const failed = sink.append(testAuditEvent());
    await expect(failed).rejects.toThrow(AuditError);
    await expect(failed).rejects.toThrow(/could not be kept: the disk is full/);
    await expect(failed).rejects.toMatchObject({ retryable: true });
    isDown = false;
    expect((await sink.append(testAuditEvent())).sequence).toBe(1);
    expect(await verifyAudit({ directory, recordStore })).toMatchObject({ ok: true, problems: [] });
  });

  it('does not open a chain whose last records were removed', async () => {
    const sink = await open();
    await sink.append(testAuditEvent());
    await sink.close();
    await writeFile(join(directory, 'main.jsonl'), '');
    await expect(open()).rejects.toThrow(/audit chain main has 0 bytes where its writer left \d+/);
    expect((await open({ chainName: 'after-the-loss' })).chain).toBe('after-the-loss');
  });

  it('says when its folder cannot be made', async () => {
    const file = join(directory, '..', '..', 'a-file');
    await writeFile(file, '');
    await expect(open({ directory: join(file, 'audit') })).rejects.toThrow(
      /The audit trail in .*a-file.* cannot be opened/,
    );
  });
});
