import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PassageIndex } from '@plumbline/core';
import { afterAll, describe, expect, it } from 'vitest';
import { createTokenCounter } from './chunk/token-counter.ts';
import { CrashingIndex, CrashingRecords, CrashPoint } from './fixtures/crashing.ts';
import { FilePassageIndex } from './fixtures/file-passage-index.ts';
import { DEFAULTS, ingestSetup } from './fixtures/ingest-setup.ts';
import type { TemporaryFolder } from './fixtures/temporary-folder.ts';
import { ingest } from './ingest.ts';
import type { IngestRecords } from './records/ingest-records.ts';
import { SqliteRecordManager } from './records/sqlite-record-manager.ts';
import type { IngestReport } from './report.ts';
import { IngestRun } from './run/ingest-run.ts';

const sections = (...names: string[]) => names.map((name) => `# ${name}\n\nThe text of ${name}.\n`).join('\n');
const dated = (labels: string, text: string) => `---\nasOf: 2023-12-31\n${labels}\n---\n${text}`;

const BEFORE = {
  'changed.md': dated('title: Changed', sections('a', 'b', 'c', 'd')),
  'gone.md': dated('title: Gone', sections('x', 'y')),
  'rights.md': dated('title: Rights', sections('r')),
  'refused.md': dated('title: Refused', sections('s')),
  'same.md': dated('title: Same', sections('t')),
};
const AFTER = {
  ...BEFORE,
  'changed.md': dated('title: Changed', sections('a', 'changed', 'c')),
  'gone.md': undefined,
  'new.md': dated('title: New', sections('n', 'm')),
  'rights.md': dated('title: Rights\nacl: [tenant:demo, group:desk]', sections('r')),
  'refused.md': dated('title: Refused\nacl: [everyone]', sections('s')),
};

type Files = Readonly<Record<string, string | undefined>>;

async function lay(folder: TemporaryFolder, files: Files): Promise<void> {
  for (const name of new Set([...Object.keys(BEFORE), ...Object.keys(AFTER)])) {
    const content = files[name];
    if (content === undefined) await folder.remove(name).catch(() => {});
    else await folder.write(name, content);
  }
}

const counter = createTokenCounter();
afterAll(() => counter[Symbol.dispose]());

interface RunParts {
  readonly folder: TemporaryFolder;
  readonly index: PassageIndex;
  readonly records: IngestRecords;
}

/** The same as `ingest`, with one counter for all runs: making one takes longer than such a run. */
async function run({ folder, index, records }: RunParts): Promise<IngestReport> {
  const options = { sources: [folder.path], index, recordManager: records, defaults: DEFAULTS };
  return new IngestRun(options, { counter, startedAt: await records.getTime() }).run();
}

/** What a first run over the files puts into an empty index. */
async function freshIds(files: Files): Promise<string[]> {
  await using setup = await ingestSetup();
  await lay(setup.folder, files);
  await run(setup);
  return [...setup.index.passages.keys()].sort();
}

describe('a run that is cut short', () => {
  it.each<[string, Files]>([
    ['the same files', AFTER],
    ['the files as they were before', BEFORE],
    ['no files', {}],
  ])(
    'leaves an index that the next run over %s puts right, at whatever step it ends',
    { timeout: 120_000 },
    async (_, later) => {
      const wanted = new Set(await freshIds(AFTER));
      const expected = await freshIds(later);
      let step = 0;
      for (let isReached = true; isReached; ) {
        step++;
        await using setup = await ingestSetup();
        await lay(setup.folder, BEFORE);
        await run(setup);
        const before = new Set(setup.index.passages.keys());
        await lay(setup.folder, AFTER);
        const point = new CrashPoint(step);
        const crashed = await run({
          folder: setup.folder,
          index: new CrashingIndex(setup.index, point),
          records: new CrashingRecords(setup.records, point),
        });
        isReached = point.isReached;
        expect(crashed.complete).toBe(!isReached);
        for (const id of setup.index.passages.keys()) expect(before.has(id) || wanted.has(id)).toBe(true);

        await lay(setup.folder, later);
        const report = await run(setup);
        expect(report.complete).toBe(true);
        expect([...setup.index.passages.keys()].sort(), `after step ${step}`).toEqual(expected);
        expect((await setup.records.listKeys()).sort(), `records after step ${step}`).toEqual(expected);
        const calls = setup.index.calls.length;
        await run(setup);
        expect(setup.index.calls.length, `writes of a third run after step ${step}`).toBe(calls);
      }
      expect(step).toBeGreaterThan(30);
    },
  );

  it.each([3, 8, 20, 31])('goes on after its process was killed (step %d)', async (step) => {
    await using setup = await ingestSetup();
    await lay(setup.folder, BEFORE);
    await using state = await ingestSetup();
    const index = new FilePassageIndex(state.folder.at('index.jsonl'));
    const complete = async () => {
      using records = new SqliteRecordManager({ path: state.folder.at('records.sqlite'), clock: () => 1000 });
      return await ingest({ sources: [setup.folder.path], index, recordManager: records, defaults: DEFAULTS });
    };
    await complete();
    await lay(setup.folder, AFTER);
    expect(await killedRun(setup.folder.path, state.folder.path, step)).toBe('SIGKILL');
    expect((await complete()).failures).toEqual([expect.objectContaining({ code: 'INVALID_LABELS' })]);
    expect([...index.read().keys()].sort()).toEqual(await freshIds(AFTER));
  });
});

/** @returns the signal that ended the process */
function killedRun(folder: string, state: string, step: number): Promise<NodeJS.Signals | null> {
  const script = fileURLToPath(new URL('./fixtures/killed-run.ts', import.meta.url));
  const flags = ['--conditions=@plumbline/source', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, script, folder, state, String(step)], { stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (_, signal) => resolve(signal));
  });
}
