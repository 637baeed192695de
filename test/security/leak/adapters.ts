import type { OpenAdapter } from './adapter.ts';
import { cached, openCareless, openLance, tiered } from './embedded.ts';
import { openKendra, openKnowledgeBase } from './emulated.ts';
import { openSqliteGraph } from './graph.ts';

/** Every adapter that needs no server. */
export const ADAPTERS: readonly (readonly [name: string, open: OpenAdapter])[] = [
  ['LanceRetriever', openLance],
  ['SqliteGraphRetriever', openSqliteGraph],
  ['KendraRetriever', openKendra],
  ['KnowledgeBaseRetriever', openKnowledgeBase],
  ['TieredRetriever over LanceDB and a retriever that checks nothing', tiered(openLance)],
  ['CachedRetriever over a retriever that checks nothing', cached(openCareless)],
  ['CachedRetriever over a TieredRetriever', cached(tiered(openLance))],
];
