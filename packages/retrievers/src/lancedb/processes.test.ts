import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { testContext } from '@plumbline/core/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HashedNgramEmbeddings } from '../embeddings/hashed-ngram-embeddings.ts';
import { LanceIndex } from './passage-index.ts';
import { LanceRetriever } from './retriever.ts';

/** Processes start slowly on a busy machine. */
const TIMEOUT = 120_000;

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plumbline-processes-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

/** A process that opens the index and runs a script with `index`, `retriever` and `context` at hand. */
function run(script: string) {
  const at = (path: string): string => JSON.stringify(new URL(path, import.meta.url));
  const source = `
    import { LanceIndex } from ${at('./passage-index.ts')};
    import { LanceRetriever } from ${at('./retriever.ts')};
    import { HashedNgramEmbeddings } from ${at('../embeddings/hashed-ngram-embeddings.ts')};
    const context = ${JSON.stringify(testContext())};
    const index = await LanceIndex.open({ directory: ${JSON.stringify(directory)}, embeddings: new HashedNgramEmbeddings(), keepVersionsMs: 2_000 });
    const retriever = new LanceRetriever({ index });
    const passage = (id, pageContent) => ({ id, pageContent, metadata: { docId: id, chunk: 0, title: 'Note', source: id, docType: 'note', asOf: '2020-01-01', classification: 'public', acl: ['tenant:demo'] } });
    ${script}
    index.close();`;
  const flags = ['--conditions=@plumbline/source', '--disable-warning=ExperimentalWarning', '--input-type=module'];
  return spawn(process.execPath, [...flags, '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
}

it(
  'several readers read while one writes, and see each write once it is done',
  async () => {
    const index = await LanceIndex.open({ directory, embeddings: new HashedNgramEmbeddings() });
    const readers = [1, 2].map(() =>
      run(`
      let last = 0;
      while (last < 30) {
        const found = await retriever.invoke('shared word', { context });
        const [row] = await Promise.all([index.stats()]);
        if (row.passages < last) throw new Error('passages went back from ' + last + ' to ' + row.passages);
        if (found.length < Math.min(10, last)) throw new Error('only ' + found.length + ' found of ' + last);
        last = row.passages;
      }
      console.log(last);`),
    );
    const writer = run(`
    for (let n = 0; n < 30; n += 1) {
      await index.addPassages([passage('p' + n, 'shared word ' + n)]);
      if (n % 10 === 9) await index.optimise();
      console.log(n);
    }`);
    const retriever = new LanceRetriever({ index, k: 1 });
    let writes = 0;
    for await (const line of createInterface(writer.stdout)) {
      writes += 1;
      const [first] = await retriever.invoke(`shared word ${line}`, { context: testContext() });
      expect(first?.pageContent).toBe(`shared word ${line}`);
    }
    expect(writes).toBe(30);
    const codes = await Promise.all(
      readers.map(async (reader) => (reader.exitCode === null ? (await once(reader, 'exit'))[0] : reader.exitCode)),
    );
    expect(codes).toEqual([0, 0]);
    index.close();
  },
  TIMEOUT,
);

it(
  'a writer that is killed leaves an index that can be read and written',
  async () => {
    const writer = run(
      `for (let n = 0; ; n += 1) { await index.addPassages([passage('p' + n, 'shared word ' + n)]); console.log(n); }`,
    );
    let acknowledged = 0;
    for await (const line of createInterface(writer.stdout)) {
      acknowledged = Number(line) + 1;
      if (acknowledged === 8) writer.kill('SIGKILL');
    }
    expect(acknowledged).toBeGreaterThanOrEqual(8);
    const index = await LanceIndex.open({ directory, embeddings: new HashedNgramEmbeddings() });
    expect((await index.stats()).passages).toBeGreaterThanOrEqual(acknowledged);
    await index.optimise();
    expect(await new LanceRetriever({ index }).invoke('shared word', { context: testContext() })).toHaveLength(
      Math.min(10, acknowledged),
    );
    index.close();
  },
  TIMEOUT,
);
