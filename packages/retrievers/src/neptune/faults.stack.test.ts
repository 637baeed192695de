import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { testContext } from '@plumbline/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cacheFolder } from '../../../../test/stack/lib/folders.ts';
import { freePorts } from '../../../../test/stack/lib/free-ports.ts';
import { startProcess } from '../../../../test/stack/lib/start-process.ts';
import { SERVICES } from '../../../../test/stack/services.ts';
import { testEdge, testNode } from '../testing/graph/elements.ts';
import { type BoltDriver, openDriver } from './driver.ts';
import { NeptuneGraph } from './neptune-graph.ts';
import { NeptuneGraphRetriever } from './retriever.ts';

/** A server of our own, which may be killed. */
let url: string;
let pid: number | undefined;
let folder: string;
let graph: NeptuneGraph;

const SIZE = 48;
const ids = Array.from({ length: SIZE }, (_, index) => `k-${index}`);
const context = testContext();
const query = { template: 'ownership-chain', start: [{ id: 'k-0' }], direction: 'downstream' } as const;
/** Wide enough to keep the server at work for seconds. */
const wide = { fanOut: 200, paths: 5_000, timeMs: 30_000 };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-bolt-'));
  const home = await SERVICES.bolt.install(cacheFolder());
  const ports = await freePorts(SERVICES.bolt.ports);
  const command = SERVICES.bolt.command({ home, data: join(folder, 'data'), ports });
  pid = await startProcess(command, join(folder, 'server.log'), SERVICES.bolt.readyText);
  url = SERVICES.bolt.url(ports);
  graph = NeptuneGraph.connect({ url });
  await graph.load({
    nodes: ids.map((id) => testNode('Issuer', id)),
    edges: ids.flatMap((from) =>
      ids.filter((to) => to !== from).map((to) => testEdge('OWNS', [from, to], { weight: 0.5 })),
    ),
  });
});

afterAll(async () => {
  await graph.close();
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
  await sleep(200);
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

async function runningQueries(driver: BoltDriver): Promise<number> {
  const session = driver.session({ defaultAccessMode: 'READ' });
  const { records } = await session.run('SHOW TRANSACTIONS YIELD currentQuery', {}, {});
  await session.close();
  return records.filter((record) => JSON.stringify(record.toObject()).includes('$frontier')).length;
}

describe('a graph in which everything leads everywhere', () => {
  it('is walked within its bounds', async () => {
    const found = await new NeptuneGraphRetriever({ graph, k: 10_000, bounds: { timeMs: 30_000 } }).traverse(query, {
      context,
    });
    expect(found.passages).toHaveLength(500);
    expect([...found.limits].sort()).toEqual(['fan-out', 'paths']);
  });

  it('is left when the time is over, here and on the server', async () => {
    const retriever = new NeptuneGraphRetriever({ graph, bounds: { ...wide, timeMs: 150 } });
    await expect(retriever.traverse(query, { context })).rejects.toMatchObject({
      code: 'GRAPH_TIMEOUT',
      retryable: true,
    });
    const driver = await openDriver({ url, token: undefined });
    await expect.poll(() => runningQueries(driver), { timeout: 5_000 }).toBe(0);
    await driver.close();
  });

  it('is left when the caller goes, and serves the next one', async () => {
    const controller = new AbortController();
    const retriever = new NeptuneGraphRetriever({ graph, bounds: wide });
    const asked = retriever.traverse(query, { context, signal: controller.signal });
    setTimeout(() => controller.abort(new Error('the caller went')), 100);
    await expect(asked).rejects.toThrow('the caller went');
    const next = new NeptuneGraphRetriever({ graph, bounds: { hops: 1, timeMs: 30_000 } });
    expect((await next.traverse(query, { context })).outcome).toBe('found');
  });
});

describe('a server that is killed in the middle of a query', () => {
  it('is an error that may be tried again, then and for all who come after', async () => {
    const retriever = new NeptuneGraphRetriever({ graph, bounds: wide });
    const asked = retriever.traverse(query, { context });
    setTimeout(() => {
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      pid = undefined;
    }, 150);
    const away = { code: 'GRAPH_UNAVAILABLE', retryable: true };
    await expect(asked).rejects.toMatchObject(away);
    await expect(retriever.invoke('Who owns Apple?', { context })).rejects.toMatchObject(away);
  });
});
