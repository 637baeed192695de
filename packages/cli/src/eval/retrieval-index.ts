import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Filter, InvalidInputError, type Passage, type RequestContext } from '@plumbline/core';
import { FeatureReranker } from '@plumbline/retrievers';
import { FinanceEmbeddings } from '@plumbline/retrievers/embeddings';
import { openEmbeddedIndex } from '../embedded-index.ts';
import { embeddedRetrieval } from '../embedded-retrieval.ts';

/** A question as the suite asks it. */
export interface EvalQuestion {
  readonly question: string;
  readonly filter: Filter | undefined;
  readonly context: RequestContext;
  readonly signal: AbortSignal | undefined;
}

/** Ids best first, by the stage that ranked them. */
export interface RankedStages {
  /** What the suite measures: after the reranker. */
  readonly reranked: readonly string[];
  /** What led to it, where it can be told apart: `bm25`, `vector`, `fused`. */
  readonly earlier: Readonly<Record<string, readonly string[]>>;
}

/** An index to be measured. */
export interface EvalIndex {
  add(passages: readonly Passage[]): Promise<void>;
  rank(question: EvalQuestion): Promise<RankedStages>;
  /** Removes it again. */
  close(): Promise<void>;
}

const OPENSEARCH = 'opensearch:';
const CANDIDATES = 100;

/**
 * An empty index of its own: embedded by default, or `opensearch:URL`, in one shard with the vectors of the embedded one.
 *
 * @throws InvalidInputError for another name
 */
export async function openEvalIndex(index: string | undefined): Promise<EvalIndex> {
  if (index === undefined) return await openEmbedded();
  if (index.startsWith(OPENSEARCH)) return await openOpenSearch(index.slice(OPENSEARCH.length));
  throw new InvalidInputError(`The index "${index}" is unknown: give opensearch:URL, or leave --index out.`);
}

async function openEmbedded(): Promise<EvalIndex> {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-eval-retrieval-'));
  const index = await openEmbeddedIndex(directory);
  return {
    async add(passages) {
      await index.addPassages(passages);
      await index.optimise();
    },
    async rank({ question, filter, context, signal }) {
      const { retriever, reranker } = embeddedRetrieval({ index, ...(filter === undefined ? {} : { filter }) });
      const candidates = await retriever.invoke(question, configOf(context, signal));
      const ranked = await reranker.compressDocuments(candidates, question);
      return { reranked: idsOf(ranked), earlier: {} };
    },
    async close() {
      index.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function openOpenSearch(node: string): Promise<EvalIndex> {
  const { createSearchClient, OpenSearchIndex, OpenSearchRetriever, RESEARCH_REPORTS } = await import(
    '@plumbline/retrievers/opensearch'
  );
  const client = await createSearchClient({ node });
  const alias = `plumbline-eval-${randomUUID()}`;
  const embeddings = new FinanceEmbeddings();
  const shape = { type: RESEARCH_REPORTS, shards: 1, replicas: 0, vectors: { engine: 'lucene' } } as const;
  const index = await OpenSearchIndex.open({ client, alias, embeddings, ...shape });
  const reranker = new FeatureReranker({ k: 20 });
  return {
    async add(passages) {
      await index.addPassages(passages);
      await index.optimise();
    },
    async rank({ question, filter, context, signal }) {
      const condition = filter === undefined ? {} : { filter };
      const retriever = new OpenSearchRetriever({ index, k: CANDIDATES, ...condition });
      const found = await retriever.invoke(question, configOf(context, signal));
      const ranked = await reranker.compressDocuments(found, question);
      return {
        reranked: idsOf(ranked),
        earlier: { bm25: byRank(found, 'bm25Rank'), vector: byRank(found, 'vectorRank'), fused: idsOf(found) },
      };
    },
    async close() {
      await index.call({ method: 'DELETE', path: `/${alias}-v*` });
      await index.call({ method: 'DELETE', path: `/_index_template/${alias}` });
      await client.close();
    },
  };
}

/** What one half found, in its order. */
function byRank(passages: readonly Passage[], rank: string): string[] {
  const placed = passages.flatMap(({ id, metadata }) => {
    const place = metadata.scores?.[rank];
    return place === undefined ? [] : [{ id, place }];
  });
  return placed.sort((left, right) => left.place - right.place).map(({ id }) => id);
}

function configOf(context: RequestContext, signal: AbortSignal | undefined) {
  return { context, ...(signal === undefined ? {} : { signal }) };
}

function idsOf(documents: readonly { readonly id?: string | undefined }[]): string[] {
  return documents.flatMap(({ id }) => id ?? []);
}
