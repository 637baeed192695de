import type { Clock, PassageIndex } from '@plumbline/core';
import type { AwsCredentials, SearchAuth } from '@plumbline/retrievers/opensearch';
import type { IngestConfig } from '../config.ts';
import type { EmfMetrics } from '../metrics/emf.ts';
import { MeasuredEmbeddings } from '../metrics/ingest-metrics.ts';
import { openEmbeddings } from './open-embeddings.ts';
import { routeByType, type TypedIndex } from './route-by-type.ts';

export interface OpenIndexParts {
  readonly metrics: EmfMetrics;
  readonly clock: Clock;
  /** Signs requests to OpenSearch. */
  readonly credentials: () => Promise<AwsCredentials>;
}

/** An index with what has to be closed after it. */
export interface OpenedIndex {
  readonly index: PassageIndex;
  close(): Promise<void>;
}

/**
 * Opens the index that the settings name: LanceDB in a folder, or one index per document type in OpenSearch.
 *
 * @throws MissingDependencyError when the library of the index is not installed; what opening it throws
 */
export function openIndex(config: IngestConfig, parts: OpenIndexParts): Promise<OpenedIndex> {
  const [kind, ...rest] = config.index.split(':');
  const target = rest.join(':');
  return kind === 'lancedb' ? openLance(target, config, parts) : openOpenSearch(target, config, parts);
}

async function openLance(directory: string, config: IngestConfig, parts: OpenIndexParts): Promise<OpenedIndex> {
  const { LanceIndex } = await import('@plumbline/retrievers/lancedb');
  const embeddings = new MeasuredEmbeddings(await openEmbeddings(config), parts);
  const index = await LanceIndex.open({ directory, embeddings });
  return { index, close: async () => index.close() };
}

async function openOpenSearch(node: string, config: IngestConfig, parts: OpenIndexParts): Promise<OpenedIndex> {
  const { createSearchClient, DOCUMENT_TYPES, OpenSearchIndex } = await import('@plumbline/retrievers/opensearch');
  const { aliasPrefix, engine, shards, replicas } = config;
  const client = await createSearchClient({ node, auth: authOf(config, parts.credentials) });
  const embeddings = new MeasuredEmbeddings(await openEmbeddings(config), parts);
  const indexes: TypedIndex[] = [];
  for (const type of DOCUMENT_TYPES) {
    const index = await OpenSearchIndex.open({
      client,
      alias: `${aliasPrefix}-${type.name}`,
      type,
      embeddings,
      shards,
      replicas,
      vectors: { engine },
    });
    indexes.push({ index, includes: (docType) => type.includes(docType) });
  }
  const close = async () => {
    await client.close();
  };
  return { index: routeByType(indexes), close };
}

function authOf({ auth, region = 'us-east-1' }: IngestConfig, credentials: OpenIndexParts['credentials']): SearchAuth {
  return auth === 'none' ? { kind: 'none' } : { kind: 'sigv4', region, credentials };
}
