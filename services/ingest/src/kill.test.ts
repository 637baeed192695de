import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runAndKill } from './fixtures/kill-runs.ts';

const DOCUMENTS = 60;
const SCRIPT = 'fixtures/killable-run.ts';

/** Writes documents of six sections and their manifest. */
async function layDocuments(folder: string, version: string): Promise<void> {
  const uris = await Promise.all(
    Array.from({ length: DOCUMENTS }, async (_, at) => {
      const path = join(folder, `${at}.md`);
      const sections = Array.from(
        { length: 6 },
        (_, part) => `# Part ${part}\n\nText ${part} of ${at}, ${part % 2 === 0 ? version : 'kept'}.\n`,
      );
      await writeFile(path, `---\ntitle: Report ${at}\nasOf: 2023-12-31\n---\n${sections.join('\n')}`);
      return path;
    }),
  );
  await writeFile(join(folder, 'manifest.jsonl'), uris.map((uri) => `${JSON.stringify({ uri })}\n`).join(''));
}

/** The ids in a journal, and how often one was deleted that was not there. */
async function readJournal(state: string): Promise<string[]> {
  const ids = new Set<string>();
  for (const line of (await readFile(join(state, 'index.jsonl'), 'utf8')).trimEnd().split('\n')) {
    const [id, text]: string[] = JSON.parse(line);
    if (id === undefined) continue;
    if (text === undefined) ids.delete(id);
    else ids.add(id);
  }
  return [...ids].sort();
}

describe('an ingest that is killed again and again', () => {
  it('has every passage in the end, each once, and none of an earlier version', { timeout: 120_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-kill-'));
    try {
      const documents = join(folder, 'documents');
      const killed = join(folder, 'killed');
      const whole = join(folder, 'whole');
      for (const path of [documents, killed, whole]) await mkdir(path);
      const manifest = join(documents, 'manifest.jsonl');
      for (const version of ['first', 'second']) {
        await layDocuments(documents, version);
        const after = { text: 'batch', ms: version === 'first' ? 5 : 15 };
        const ended = await runAndKill({ script: SCRIPT, args: [manifest, killed], after });
        expect(ended.signal).toBe('SIGKILL');
      }
      const last = await runAndKill({ script: SCRIPT, args: [manifest, killed] });
      expect(last.code, last.output).toBe(0);
      const fresh = await runAndKill({ script: SCRIPT, args: [manifest, whole] });
      expect(JSON.parse(fresh.output.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
        indexed: DOCUMENTS,
        left: 0,
      });
      expect(await readJournal(killed)).toEqual(await readJournal(whole));
      expect(await readJournal(whole)).toHaveLength(DOCUMENTS * 6);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
