import { randomUUID } from 'node:crypto';
import type { Clock, Filter, NewId, Passage, PassageIndex } from '@plumbline/core';
import { type Analyser, createAnalyser } from '../analysis/analyser.ts';
import { identifyEmbeddings, type NamedEmbeddings } from '../embeddings/embeddings-identity.ts';
import { parsePassage } from '../retrieval/parse-passage.ts';
import { analyserIdentity } from './analysis.ts';
import { type BulkOperation, type BulkOptions, writeBulk } from './bulk.ts';
import { type Call, createCall, type RetryPolicy } from './call.ts';
import type { SearchClient } from './client.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { FieldKind } from './document-types.ts';
import { BulkWriteError, IndexMissingError, SearchIndexMismatchError } from './errors.ts';
import { openSearchFilter } from './filter.ts';
import { checkIdentity, type SearchIndexIdentity } from './identity.ts';
import { type ReindexOptions, type ReindexReport, reindex, type StampedPassage } from './reindex.ts';
import { PASSAGE_SOURCE, passageOf, rowOf } from './rows.ts';
import { scan } from './scan.ts';
import { cosineOf, filterFields, type IndexBodyOptions, type IndexShape, SCHEMA_VERSION } from './schema.ts';
import { readStats, type SearchIndexStats } from './stats.ts';
import { financeThesaurus, type Thesaurus } from './thesaurus.ts';
import { createFirst, currentVersion } from './versions.ts';

export interface OpenSearchIndexOptions extends Omit<IndexShape, 'dimensions'>, NamedEmbeddings {
  /** See {@link createSearchClient}. */
  readonly client: SearchClient;
  /** The name searches and writes use; the indexes behind it are called `<alias>-v000001` and so on. */
  readonly alias: string;
  /** Whether a missing index is made, with its template. Default true. */
  readonly create?: boolean;
  /** Words that mean the same. Default: the thesaurus of the package. */
  readonly thesaurus?: Thesaurus;
  readonly bulk?: BulkOptions;
  readonly retry?: RetryPolicy;
  /** Takes passages that OpenSearch refuses for good. Without it, one refused passage makes the whole write fail. */
  readonly deadLetters?: DeadLetters;
  /** Default `Date.now`. */
  readonly clock?: Clock;
  /** Names each write. Default `crypto.randomUUID`. */
  readonly newId?: NewId;
}

/** Passages that are embedded and written together: what is held in memory at a time. */
const PASSAGES_PER_WRITE = 1_000;

interface Parts {
  readonly options: OpenSearchIndexOptions;
  readonly body: IndexBodyOptions;
  readonly call: Call;
}

/**
 * Passages of one document type in OpenSearch: BM25 with a financial analyser, vectors (k-NN) and metadata to filter by.
 * Any number of processes write and read. A write is there for good when `addPassages` returns, and is found a second
 * later, or after `optimise()`.
 *
 * @example
 * const client = await createSearchClient({ node: 'https://search.example.com', auth });
 * const index = await OpenSearchIndex.open({ client, alias: 'filings', type: REGULATORY_FILINGS, embeddings });
 */
export class OpenSearchIndex implements PassageIndex {
  readonly alias: string;
  readonly identity: SearchIndexIdentity;
  /** What a filter may name. */
  readonly fields: Readonly<Record<string, FieldKind>>;
  readonly options: OpenSearchIndexOptions;
  /** Makes a request of the cluster, with retries and errors of ours. Nothing in it checks access. */
  readonly call: Call;
  readonly #analyser: Analyser = createAnalyser();

  private constructor({ options, body, call }: Parts) {
    this.alias = options.alias;
    this.identity = body.identity;
    this.fields = filterFields(options.type);
    this.options = options;
    this.call = call;
  }

  /**
   * Opens the index of an alias, or makes an empty one.
   *
   * @throws IndexMissingError when there is none and `create` is false
   * @throws SearchIndexMismatchError when it was made with another layout, analyser or other embeddings
   * @throws ServiceAccessError, ServiceUnavailableError, ServiceThrottledError
   */
  static async open(options: OpenSearchIndexOptions): Promise<OpenSearchIndex> {
    const parts = await partsOf(options);
    const { call, body } = parts;
    const found = await currentVersion(call, options.alias);
    if (found !== undefined) checkIdentity(found.index, found.identity, body.identity);
    else if (options.create === false) throw new IndexMissingError(options.alias);
    else await createFirst(call, options.alias, body);
    return new OpenSearchIndex(parts);
  }

  /**
   * Makes a new version of an index with what the options say now, and moves the alias to it in one step. Searches go on
   * all the time; writes wait for the last part, in which what changed meanwhile is brought over. Where the embeddings
   * are the same the cluster copies by itself, else every passage is embedded again.
   */
  static async reindex(options: OpenSearchIndexOptions, how: ReindexOptions = {}): Promise<ReindexReport> {
    const { call, body } = await partsOf(options);
    const target = new OpenSearchIndex({ options, body, call });
    return await reindex({
      call,
      alias: options.alias,
      body,
      how,
      write: (passages, index) => target.#write(passages, { index, isAlias: false }),
    });
  }

  /**
   * Writes passages; one whose id is there is replaced.
   *
   * @throws InvalidInputError for a passage that lacks what the contract asks for
   * @throws BulkWriteError when OpenSearch refuses some; those it does not name are written
   */
  async addPassages(passages: readonly Passage[]): Promise<void> {
    const byId = new Map(passages.map((passage) => [passage.id, parsePassage(passage)]));
    const stamp = (this.options.newId ?? randomUUID)();
    await this.#write(
      [...byId.values()].map((passage) => ({ passage, stamp })),
      { index: this.alias, isAlias: true },
    );
  }

  /** Removes passages; ids that are not there are passed over. */
  async deletePassages(ids: readonly string[]): Promise<void> {
    const operations = [...new Set(ids)].map((id) => ({ id }));
    const refused = await writeBulk(this.call, this.alias, operations, this.options.bulk);
    const [first] = refused;
    if (first === undefined) return;
    throw new BulkWriteError(this.alias, { ids: refused.map(({ id }) => id), why: `${first.type}: ${first.reason}` });
  }

  /** Makes everything written so far searchable at once. Old versions of passages are freed by the cluster itself. */
  async optimise(): Promise<void> {
    await this.call({ method: 'POST', path: `/${encodeURIComponent(this.alias)}/_refresh` });
  }

  /** What the index holds and how it is. */
  async stats(): Promise<SearchIndexStats> {
    return await readStats(this.call, this.alias);
  }

  /** Every passage that matches, in order of id, as of now. Access is not checked: add `accessFilter` to the filter. */
  async *passages({ filter, size }: { filter?: Filter; size?: number } = {}): AsyncGenerator<Passage[]> {
    const query = filter === undefined ? {} : { query: openSearchFilter(filter, this.fields) };
    const pages = scan(this.call, this.alias, {
      ...query,
      ...(size === undefined ? {} : { size }),
      read: PASSAGE_SOURCE,
    });
    for await (const page of pages) yield page.map(({ hit }) => passageOf(hit));
  }

  /** The version behind the alias now, e.g. `filings-v000003`: another one means that cached results are old. */
  async currentVersion(): Promise<string> {
    const version = await currentVersion(this.call, this.alias);
    if (version === undefined) throw new IndexMissingError(this.alias);
    return version.index;
  }

  /** The cosine of question and passage from the score of a hit. */
  readonly cosineOf = (score: number): number => cosineOf(score, this.options.vectors ?? {});

  /** The vector of a question, with length 1; nothing when the embeddings know none of its words. */
  async embedQuestion(question: string): Promise<readonly number[] | undefined> {
    const vector = await this.options.embeddings.embedQuery(question);
    this.#checkLength(vector);
    const length = Math.hypot(...vector);
    return length === 0 ? undefined : vector.map((value) => value / length);
  }

  async #write(
    passages: readonly StampedPassage[],
    { index, isAlias }: { index: string; isAlias: boolean },
  ): Promise<void> {
    const { embeddings, bulk, type } = this.options;
    for (let start = 0; start < passages.length; start += PASSAGES_PER_WRITE) {
      const batch = passages.slice(start, start + PASSAGES_PER_WRITE);
      const vectors = await embeddings.embedDocuments(batch.map(({ passage }) => passage.pageContent));
      const operations = batch.map(({ passage, stamp }, place): BulkOperation => {
        const vector = vectors[place] ?? [];
        this.#checkLength(vector);
        return { id: passage.id, row: rowOf(passage, vector, { type, analyser: this.#analyser, stamp }) };
      });
      const refused = await writeBulk(this.call, index, operations, { ...bulk, isAlias });
      await this.#settle(
        batch.map(({ passage }) => passage),
        refused,
      );
    }
  }

  async #settle(batch: readonly Passage[], refused: Awaited<ReturnType<typeof writeBulk>>): Promise<void> {
    const [first] = refused;
    if (first === undefined) return;
    const { deadLetters, clock = Date.now } = this.options;
    if (deadLetters === undefined) {
      throw new BulkWriteError(this.alias, { ids: refused.map(({ id }) => id), why: `${first.type}: ${first.reason}` });
    }
    const byId = new Map(batch.map(({ id, metadata }) => [id, metadata]));
    const at = new Date(clock()).toISOString();
    await deadLetters(
      refused.map((refusal) => {
        const { docId = '', source = '' } = byId.get(refusal.id) ?? {};
        return { index: this.alias, docId, source, ...refusal, at };
      }),
    );
  }

  #checkLength(vector: readonly number[]): void {
    const { dimensions } = this.identity;
    if (vector.length === dimensions) return;
    throw new SearchIndexMismatchError(
      this.alias,
      `takes vectors of ${dimensions} dimensions, and the embeddings made one of ${vector.length}`,
      'Open it with the embeddings it was made with, or bring it up to date with OpenSearchIndex.reindex.',
    );
  }
}

async function partsOf(options: OpenSearchIndexOptions): Promise<Parts> {
  const { client, type, retry, thesaurus = financeThesaurus() } = options;
  const named = await identifyEmbeddings(options);
  const identity = {
    schema: SCHEMA_VERSION,
    ...named,
    analyser: analyserIdentity(thesaurus),
    documentType: type.name,
  };
  return {
    options,
    call: createCall(client, retry),
    body: { ...options, dimensions: named.dimensions, thesaurus, identity },
  };
}
