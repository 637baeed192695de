import { randomUUID } from 'node:crypto';
import { HashedNgramEmbeddings } from '@plumbline/retrievers/embeddings';
import { NeptuneGraph, NeptuneGraphRetriever } from '@plumbline/retrievers/neptune';
import {
  createSearchClient,
  OpenSearchIndex,
  OpenSearchRetriever,
  RESEARCH_REPORTS,
} from '@plumbline/retrievers/opensearch';
import { createRedisRetrievalCache } from '@plumbline/retrievers/redis';
import neo4j from 'neo4j-driver';
import { stackUrl } from '../../stack/stack.ts';
import { labelsByDocument, type OpenAdapter, QUESTION } from './adapter.ts';
import { cached, openCareless } from './embedded.ts';
import { GRAPH_QUESTION, labelsOfPath, leakGraph, WIDEST } from './graph.ts';

const openSearch =
  (fuseAt: 'client' | 'server'): OpenAdapter =>
  async (passages) => {
    const client = await createSearchClient({ node: await stackUrl('opensearch') });
    const alias = `leak-${randomUUID()}`;
    // On the local server a write to the default engine hangs.
    const shape = { type: RESEARCH_REPORTS, shards: 1, replicas: 0, vectors: { engine: 'lucene' } } as const;
    const index = await OpenSearchIndex.open({ client, alias, ...shape, embeddings: new HashedNgramEmbeddings() });
    await index.addPassages(passages);
    await index.optimise();
    return {
      retriever: new OpenSearchRetriever({ index, k: 50, fuseAt, timeoutMs: 60_000 }),
      question: QUESTION,
      labelsOf: labelsByDocument(passages),
      async close() {
        await index.call({ method: 'DELETE', path: `/${await index.currentVersion()}` });
        await index.call({ method: 'DELETE', path: `/_index_template/${alias}` }, { allow: [404] });
        await client.close();
      },
    };
  };

const openNeptune: OpenAdapter = async (passages) => {
  const url = await stackUrl('bolt');
  const graph = NeptuneGraph.connect({ url });
  const elements = leakGraph(passages);
  await graph.load(elements);
  return {
    retriever: new NeptuneGraphRetriever({ graph, ...WIDEST }),
    question: GRAPH_QUESTION,
    labelsOf: labelsOfPath(passages),
    async close() {
      await graph.close();
      const driver = neo4j.driver(url, neo4j.auth.basic('', ''));
      const session = driver.session();
      await session.run('MATCH (n) WHERE n.id IN $ids DETACH DELETE n', { ids: elements.nodes.map(({ id }) => id) });
      await driver.close();
    },
  };
};

const openRedisCached: OpenAdapter = async (passages) => {
  const cache = await createRedisRetrievalCache({ url: await stackUrl('redis'), prefix: `leak:${randomUUID()}:` });
  const adapter = await cached(openCareless, async () => cache)(passages);
  return {
    ...adapter,
    async close() {
      await cache.clear('leak');
      await cache.close();
      await adapter.close();
    },
  };
};

/** Every adapter that needs a server. */
export const SERVER_ADAPTERS: readonly (readonly [name: string, open: OpenAdapter])[] = [
  ['OpenSearchRetriever, fused by us', openSearch('client')],
  ['OpenSearchRetriever, fused by the cluster', openSearch('server')],
  ['NeptuneGraphRetriever', openNeptune],
  ['CachedRetriever in Redis over a retriever that checks nothing', openRedisCached],
];
