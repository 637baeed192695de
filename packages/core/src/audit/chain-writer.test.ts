import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordStore } from '../contracts/record-store.ts';
import { createMemoryRecordStore } from '../state/memory-record-store.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { testAuditEvent } from '../testing/test-audit-event.ts';
import { readHead } from './audit-head.ts';
import { parseLine } from './audit-line.ts';
import { ChainChecker } from './chain-checker.ts';
import type { ChainFile } from './chain-file.ts';
import { openChainWriter } from './chain-writer.ts';

const chain = 'main';

/** Where and how the outside world fails: the nth change to disk or store, done in part (0 not at all, 1 wholly). */
interface Failure {
  readonly nth: number;
  readonly part: number;
  /** After a crash nothing works any more; a hiccup passes. */
  readonly kind: 'crash' | 'hiccup';
}

/** A disk and a store that outlive the process, and the doors through which a process changes them. */
function createWorld() {
  let disk = Buffer.alloc(0);
  const store = createMemoryRecordStore({ clock: fakeClock() });

  const startProcess = (failure?: Failure): { file: ChainFile; recordStore: RecordStore; chain: string } => {
    let changes = 0;
    /** @param change does a share of the work */
    const guarded = async (change: (share: number) => void | Promise<void>): Promise<void> => {
      changes += 1;
      const isDead = failure?.kind === 'crash' && changes > failure.nth;
      if (failure === undefined || (changes !== failure.nth && !isDead)) return change(1);
      if (!isDead) await change(failure.part);
      throw new Error('the disk is gone');
    };
    const file: ChainFile = {
      size: async () => disk.length,
      readFrom: async (start) => Buffer.from(disk.subarray(start)),
      write: (bytes, position) =>
        guarded((share) => {
          const written = bytes.subarray(0, Math.floor(bytes.length * share));
          disk = Buffer.concat([disk.subarray(0, position), written, disk.subarray(position + written.length)]);
        }),
      truncate: (length) =>
        guarded((share) => {
          if (share === 1) disk = disk.subarray(0, length);
        }),
      close: async () => {},
    };
    const put: RecordStore['put'] = async (write) => {
      await guarded(async (share) => {
        if (share === 1) await store.put(write);
      });
      return (await store.get(write)) ?? Promise.reject(new Error('lost'));
    };
    return { file, recordStore: { ...store, put }, chain };
  };

  const check = async () => {
    const found = await readHead(store, chain);
    if (found === undefined) throw new Error('the chain has no head');
    const checker = new ChainChecker(found.head);
    const lines = disk.toString().split('\n');
    const rest = lines.pop();
    const parsed = lines.map((line) => parseLine(Buffer.from(line), chain));
    for (const line of parsed) checker.take(line);
    const traces = parsed.map((line) => ('record' in line ? line.record.event.traceId : 'damaged'));
    return { ...checker.finish(rest !== ''), traces };
  };

  return {
    startProcess,
    check,
    fill: (text: string) => {
      disk = Buffer.from(text);
    },
  };
}

/** Commits batches of the given sizes; failed ones are let go. Returns the trace ids that were acknowledged. */
async function work(
  process: ReturnType<ReturnType<typeof createWorld>['startProcess']>,
  sizes: readonly number[],
  name: string,
) {
  const acknowledged: string[] = [];
  const writer = await openChainWriter(process).catch(() => undefined);
  for (const [batch, size] of sizes.entries()) {
    const events = Array.from({ length: size }, (_, index) => testAuditEvent({ traceId: `${name}-${batch}-${index}` }));
    const records = await writer?.commit(events).catch(() => []);
    acknowledged.push(...(records ?? []).map(({ event }) => event.traceId));
  }
  return acknowledged;
}

const sizes = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 });
const failures = fc.record<Failure>({
  nth: fc.integer({ min: 2, max: 14 }),
  part: fc.constantFrom(0, 0.3, 0.7, 0.99, 1),
  kind: fc.constantFrom('crash', 'hiccup'),
});

describe('the writer of a chain', () => {
  it('loses no acknowledged record, whichever change to disk or store fails, and how far it came', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, failures, sizes, async (before, failure, after) => {
        const world = createWorld();
        const first = await work(world.startProcess(failure), before, 'first');
        const meanwhile = await world.check();
        expect(meanwhile.problems).toEqual([]);
        expect(meanwhile.tailProblems.every(({ kind }) => kind === 'torn')).toBe(true);
        expect(meanwhile.traces).toEqual(expect.arrayContaining(first));

        const second = await work(world.startProcess(), after, 'second');
        const { traces, problems, tailProblems, unacknowledged } = await world.check();
        expect({ problems, tailProblems, unacknowledged }).toEqual({
          problems: [],
          tailProblems: [],
          unacknowledged: 0,
        });
        expect(traces.filter((trace) => first.includes(trace) || second.includes(trace))).toEqual([
          ...first,
          ...second,
        ]);
        expect(second).toHaveLength(after.reduce((sum, size) => sum + size, 0));
      }),
      { numRuns: 500 },
    );
  });

  it('goes on by itself after a hiccup', async () => {
    const world = createWorld();
    // Changes: 1 the new head, 2 and 4 the head, 3 the records of the first batch.
    const acknowledged = await work(world.startProcess({ nth: 3, part: 0.5, kind: 'hiccup' }), [2, 2], 'first');
    expect(acknowledged).toEqual(['first-1-0', 'first-1-1']);
    expect((await world.check()).traces).toEqual(acknowledged);
  });

  it('cuts off a part of a batch, also when the next batch is shorter', async () => {
    const world = createWorld();
    await work(world.startProcess({ nth: 3, part: 0.9, kind: 'crash' }), [3], 'first');
    expect(await world.check()).toMatchObject({ records: 0, unacknowledged: 2, tailProblems: [{ kind: 'torn' }] });
    const acknowledged = await work(world.startProcess(), [1], 'second');
    expect(await world.check()).toMatchObject({ traces: acknowledged, problems: [], tailProblems: [] });
  });

  it('adopts a batch that was written whole but not acknowledged', async () => {
    const world = createWorld();
    expect(await work(world.startProcess({ nth: 4, part: 0, kind: 'crash' }), [2], 'first')).toEqual([]);
    expect(await world.check()).toMatchObject({ records: 0, unacknowledged: 2, tailProblems: [] });
    await work(world.startProcess(), [1], 'second');
    expect(await world.check()).toMatchObject({ records: 3, unacknowledged: 0 });
  });

  it('opens no file that is shorter or longer than its writer left it', async () => {
    const world = createWorld();
    await work(world.startProcess(), [1], 'first');
    for (const text of ['', 'x'.repeat(10_000)]) {
      world.fill(text);
      await expect(openChainWriter(world.startProcess())).rejects.toThrow(
        /where its writer left \d+\. Keep it as it is/,
      );
    }
  });
});
