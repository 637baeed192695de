import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { testContext } from '@plumbline/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGraphCsv } from './read-graph-csv.ts';
import { SqliteGraphRetriever } from './sqlite/retriever.ts';
import { SqliteGraph } from './sqlite/sqlite-graph.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const FILES = ['nodes.csv', 'edges.csv'];
const filesIn = (folder: string) =>
  Promise.all(FILES.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })));

let graph: SqliteGraph;

beforeAll(async () => {
  graph = SqliteGraph.open({ path: ':memory:' });
  graph.load(readGraphCsv(await filesIn(join(root, 'examples', 'graph'))));
});

afterAll(() => {
  graph.close();
});

describe('the sample graph', () => {
  it('is what its script writes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-graph-'));
    const script = join(root, 'scripts', 'make-sample-graph.ts');
    await promisify(execFile)(process.execPath, ['--conditions=@plumbline/source', script, folder]);
    expect(await filesIn(folder)).toEqual(await filesIn(join(root, 'examples', 'graph')));
    await rm(folder, { recursive: true });
  });

  it.each([
    ['Who are the peers of Apple?', 'Microsoft Corporation'],
    [
      'What are the subsidiaries of Lockheed Martin?',
      'Lockheed Martin Corporation owns 50% of United Launch Alliance, LLC',
    ],
    ['Who owns United Launch Alliance?', 'Lockheed Martin Corporation owns 50% of United Launch Alliance, LLC'],
    ['Who are the suppliers of Netflix?', 'cloud computing of Amazon Web Services'],
    ['What is correlated with Apple?', 'have a correlation of 0.74: daily returns of three years'],
    [
      'What is American Water Works exposed to?',
      'feels higher rates with a delay (source: House view — US rates after lift-off',
    ],
    [
      'Is client c-1001 exposed to the 10-year Treasury yield?',
      'Client c-1001 holds AAPL position of client c-1001, 12.4%',
    ],
    ['Which of my clients are exposed to the 2-year Treasury yield?', 'US Treasury notes, 1 to 5 years is sensitive'],
  ])('answers: %s', async (question, words) => {
    const principal = { clearance: 'confidential', clientIds: ['c-1001'], groups: ['advisors'] } as const;
    const context = testContext({
      principal: { ...principal, clientIds: [...principal.clientIds], groups: [...principal.groups] },
    });
    const { passages, reason } = await new SqliteGraphRetriever({ graph }).search(question, { context });
    expect(passages.map(({ pageContent }) => pageContent).join('\n'), reason).toContain(words);
  });

  it('shows the public nothing of clients and of the desk', async () => {
    const context = testContext({ principal: { clearance: 'public', clientIds: ['c-1001'], groups: ['advisors'] } });
    const retriever = new SqliteGraphRetriever({ graph });
    for (const question of ['Is client c-1001 exposed to the 2-year Treasury yield?', 'What is Apple exposed to?']) {
      expect(await retriever.invoke(question, { context })).toEqual([]);
    }
  });
});
