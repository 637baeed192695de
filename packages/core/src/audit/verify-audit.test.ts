import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordStore } from '../contracts/record-store.ts';
import { createMemoryRecordStore } from '../state/memory-record-store.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { testAuditEvent } from '../testing/test-audit-event.ts';
import { parseLine, toLine } from './audit-line.ts';
import { createFileAuditSink } from './file-audit-sink.ts';
import { readAuditTrail } from './read-audit-trail.ts';
import { sealRecord } from './seal-record.ts';
import { verifyAudit } from './verify-audit.ts';

const RECORDS = 6;
let directory: string;
let recordStore: RecordStore;
let path: string;
/** The file of the chain as its writer left it. */
let valid: Buffer;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plumbline-audit-'));
  recordStore = createMemoryRecordStore({ clock: fakeClock() });
  const sink = await createFileAuditSink({ directory, recordStore });
  for (let n = 1; n <= RECORDS; n += 1) await sink.append(testAuditEvent({ traceId: `trace-${n} é😀` }));
  await sink.close();
  path = join(directory, 'main.jsonl');
  valid = await readFile(path);
});
afterEach(() => rm(directory, { recursive: true }));

const verify = () => verifyAudit({ directory, recordStore });
const linesOf = (bytes: Buffer): string[] => bytes.toString().split('\n').slice(0, -1);
const joined = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));

/** Rewrites record n with another trace id and a hash that fits again. */
function forge(lines: readonly string[], n: number): string[] {
  const parsed = parseLine(Buffer.from(lines[n - 1] ?? ''), 'main');
  if ('reason' in parsed) throw new Error(parsed.reason);
  const { record } = parsed;
  const forged = toLine(sealRecord({ ...record.event, traceId: 'forged' }, record))
    .toString()
    .trimEnd();
  return lines.with(n - 1, forged);
}

describe('verifying a trail', () => {
  it('finds nothing wrong with a valid one, or with none at all', async () => {
    expect(await verify()).toEqual({
      ok: true,
      chains: [{ chain: 'main', records: 6, unacknowledged: 0 }],
      problems: [],
    });
    const none = createMemoryRecordStore({ clock: fakeClock() });
    const nowhere = join(directory, 'nowhere');
    expect(await verifyAudit({ directory: nowhere, recordStore: none })).toEqual({
      ok: true,
      chains: [],
      problems: [],
    });
  });

  it.each<[string, (lines: string[]) => string[], object[]]>([
    [
      'a changed word',
      (l) => l.with(2, l[2]?.replace('ada', 'eve') ?? ''),
      [{ kind: 'changed', line: 3, sequence: 3 }],
    ],
    ['white space', (l) => l.with(2, `${l[2]} `), [{ kind: 'changed', line: 3, sequence: 3 }]],
    [
      'a member JSON would ignore',
      (l) => l.with(2, l[2]?.replace('"facts":{', '"facts":{"__proto__":1,') ?? ''),
      [{ kind: 'changed', line: 3, sequence: 3 }],
    ],
    ['a record forged with its hash', (l) => forge(l, 3), [{ kind: 'changed', line: 4, sequence: 4 }]],
    ['the last record forged with its hash', (l) => forge(l, 6), [{ kind: 'changed', line: 6, sequence: 6 }]],
    ['a removed record', (l) => l.toSpliced(1, 1), [{ kind: 'removed', sequence: 2 }]],
    ['the last two removed', (l) => l.slice(0, 4), [{ kind: 'removed', sequence: 5 }]],
    ['the first removed', (l) => l.slice(1), [{ kind: 'removed', sequence: 1 }]],
    [
      'two records swapped',
      (l) => l.with(2, l[3] ?? '').with(3, l[2] ?? ''),
      [{ kind: 'reordered', line: 4, sequence: 3 }],
    ],
    ['a record twice', (l) => l.toSpliced(4, 0, l[1] ?? ''), [{ kind: 'duplicated', line: 5, sequence: 2 }]],
    ['an empty line', (l) => l.toSpliced(4, 0, ''), [{ kind: 'added', line: 5 }]],
    ['an empty line at the end', (l) => [...l, ''], [{ kind: 'added', line: 7 }]],
    [
      'one record changed, one removed, two swapped',
      (l) => [l[0], l[1]?.replace('ada', 'eve'), l[3], l[5], l[4]].map((line) => line ?? ''),
      [
        { kind: 'changed', line: 2, sequence: 2 },
        { kind: 'reordered', line: 5, sequence: 5 },
        { kind: 'removed', sequence: 3 },
      ],
    ],
  ])('names %s', async (_, change, problems) => {
    await writeFile(path, joined(change(linesOf(valid))));
    const report = await verify();
    expect(report.ok).toBe(false);
    expect(report.problems).toMatchObject(problems.map((problem) => ({ chain: 'main', ...problem })));
  });

  it('names an added record that follows the last one', async () => {
    const previous = JSON.parse(linesOf(valid).at(-1) ?? '').hash;
    const added = toLine(sealRecord(testAuditEvent(), { chain: 'main', sequence: 7, previous }));
    await writeFile(path, Buffer.concat([valid, added]));
    expect((await verify()).problems).toMatchObject([{ kind: 'added', line: 7, sequence: 7 }]);
  });

  it('names a record that the end of the file tore, and what is missing behind it', async () => {
    const endOfFourth = joined(linesOf(valid).slice(0, 4)).length;
    await writeFile(path, valid.subarray(0, endOfFourth + 10));
    expect((await verify()).problems).toMatchObject([
      { kind: 'torn', line: 5, sequence: 5 },
      { kind: 'removed', sequence: 6, reason: 'record 6 is missing' },
    ]);
  });

  it('names a torn line behind the last record', async () => {
    await writeFile(path, Buffer.concat([valid, Buffer.from('{"chain":"ma')]));
    expect((await verify()).problems).toMatchObject([{ kind: 'torn', line: 7 }]);
  });

  it('names a chain whose file is gone, and a file that has no head', async () => {
    await copyFile(path, join(directory, 'copy.jsonl'));
    await rm(path);
    expect((await verify()).problems).toMatchObject([
      { kind: 'missing-head', chain: 'copy' },
      { kind: 'missing-chain', chain: 'main', reason: 'the file is gone; the record store knows of 6 records' },
    ]);
  });

  it('says so when the head itself is damaged', async () => {
    await recordStore.put({ partition: 'audit-head', sort: 'main', value: { end: { count: -1 } } });
    await expect(verify()).rejects.toMatchObject({ code: 'AUDIT' });
  });

  it('reports every single mutation of a valid trail', async () => {
    const lineNumber = fc.nat({ max: RECORDS - 1 });
    const mutations = fc.oneof(
      fc.tuple(fc.nat({ max: valid.length - 1 }), fc.integer({ min: 1, max: 255 })).map(([at, bits]) => {
        const bytes = Buffer.from(valid);
        bytes[at] = (bytes[at] ?? 0) ^ bits;
        return bytes;
      }),
      fc.nat({ max: valid.length - 1 }).map((length) => valid.subarray(0, length)),
      fc
        .tuple(fc.nat({ max: valid.length - 1 }), fc.integer({ min: 1, max: 300 }))
        .map(([at, length]) => Buffer.concat([valid.subarray(0, at), valid.subarray(at + length)])),
      fc
        .tuple(fc.nat({ max: valid.length }), fc.uint8Array({ minLength: 1, maxLength: 40 }))
        .map(([at, bytes]) => Buffer.concat([valid.subarray(0, at), bytes, valid.subarray(at)])),
      lineNumber.map((at) => joined(linesOf(valid).toSpliced(at, 1))),
      fc.tuple(lineNumber, lineNumber).map(([from, to]) => {
        const lines = linesOf(valid);
        return joined(lines.with(from, lines[to] ?? '').with(to, lines[from] ?? ''));
      }),
      fc.tuple(lineNumber, fc.nat({ max: RECORDS })).map(([from, to]) => {
        const lines = linesOf(valid);
        return joined(lines.toSpliced(to, 0, lines[from] ?? ''));
      }),
      lineNumber.map((at) => joined(forge(linesOf(valid), at + 1))),
    );
    await fc.assert(
      fc.asyncProperty(mutations, async (bytes) => {
        fc.pre(!bytes.equals(valid));
        await writeFile(path, bytes);
        const report = await verify();
        expect(report.ok).toBe(false);
        for (const { chain, reason } of report.problems) expect([chain, typeof reason]).toEqual(['main', 'string']);
      }),
      { numRuns: 600 },
    );
  });
});

describe('reading a trail', () => {
  it('gives the acknowledged records in order', async () => {
    await writeFile(path, Buffer.concat([valid, Buffer.from('{"torn')]));
    const traces: string[] = [];
    for await (const { event } of readAuditTrail({ directory, recordStore })) traces.push(event.traceId);
    expect(traces).toEqual([1, 2, 3, 4, 5, 6].map((n) => `trace-${n} é😀`));
  });

  it.each<[string, (lines: string[]) => string[]]>([
    ['a record is changed', (l) => l.with(2, l[2]?.replace('ada', 'eve') ?? '')],
    ['records are missing', (l) => l.slice(0, 3)],
  ])('stops when %s', async (_, change) => {
    await writeFile(path, joined(change(linesOf(valid))));
    const read = async () => {
      for await (const record of readAuditTrail({ directory, recordStore })) expect(record.chain).toBe('main');
    };
    await expect(read()).rejects.toMatchObject({ code: 'AUDIT' });
  });
});
