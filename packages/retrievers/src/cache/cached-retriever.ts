import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers';
import {
  type Clock,
  type Filter,
  type Finding,
  filterSchema,
  type Passage,
  type PassageMetadata,
  type ReportingRetriever,
  type RequestContext,
  requestContextSchema,
} from '@plumbline/core';
import { describeFailure } from '../retrieval/describe-failure.ts';
import { type InnerRetrieval, innerRetrieval } from '../retrieval/inner-retrieval.ts';
import { isPermitted } from '../retrieval/is-permitted.ts';
import { type ContextualConfig, type Retrieval, runReporting } from '../retrieval/run-retrieval.ts';
import { checkIndexName, type IndexState, retrievalCacheKey } from './cache-key.ts';
import type { CachedRetrieval, RetrievalCache, RetrievalCacheKey } from './retrieval-cache.ts';
import { createSingleFlight } from './single-flight.ts';
import { type TolerantCache, tolerantCache } from './tolerant-cache.ts';
import { type WarmUpItem, type WarmUpReport, warmUp } from './warm-up.ts';

const HOUR_MS = 3_600_000;

export interface CachedRetrieverInput extends BaseRetrieverInput {
  /** Asked for what the cache does not have. Any retriever; a `TieredRetriever` as a whole. */
  retriever: BaseRetriever;
  cache: RetrievalCache;
  /** The index behind the retriever, or how to learn of it; asked for every question. */
  index: IndexState | (() => IndexState | Promise<IndexState>);
  /** Changes with everything that changes what the retriever returns: its weights, `k`, its reranker. */
  version: string;
  /** What the retriever filters by, beside access. */
  filter?: Filter;
  /**
   * Whether each person has entries of his own: for a retriever that knows more of a person than entitlements say, such as
   * Kendra with its own access lists. Default false.
   */
  perPrincipal?: boolean;
  /** Milliseconds after which an entry is gone. Default 24 hours. */
  ttlMs?: number;
  /** Milliseconds after which an entry is still served, and renewed behind the answer. Default 20 hours. */
  staleAfterMs?: number;
  /** Milliseconds a question waits for the cache before it goes to the index. Default 50. */
  cacheTimeoutMs?: number;
  /** Told of what happens behind an answer: an entry that could not be renewed, kept or trusted. */
  onFinding?: (finding: Finding) => void;
  /** Default `Date.now`. */
  clock?: Clock;
}

/** A retrieval, and where it came from. */
export interface CachedRetrieverResult {
  readonly documents: Passage[];
  readonly findings: readonly Finding[];
  /** `hit` and `stale` from the cache, `shared` from a call that another question had made, `miss` from the retriever. */
  readonly from: 'hit' | 'stale' | 'shared' | 'miss';
}

/**
 * Puts a cache before any retriever. Entries are found only by callers who may see the same passages (see
 * `retrievalCacheKey`), and each passage of an entry is checked again for the caller: an entry with one that the caller
 * may not read is not used at all. Questions asked at the same time share one call. A result with a warning (a tier
 * was down) is returned, but not kept.
 *
 * A cache that is down costs a `warn` finding and at most `cacheTimeoutMs`, never an error. Within its life an entry
 * shows the index as it was: give `index.version` a new value with every write that takes away a right.
 *
 * @throws MissingContextError when the config has no valid context; neither cache nor retriever was asked then
 * @throws InvalidInputError at once, for an index name that cannot stand in a key
 *
 * @example
 * const cached = new CachedRetriever({
 *   retriever,
 *   cache: createLruRetrievalCache(),
 *   index: async () => ({ name: 'filings', version: await currentVersion() }),
 *   version: 'hybrid-3',
 * });
 * const passages = await cached.invoke(question, { context });
 */
export class CachedRetriever extends BaseRetriever<PassageMetadata> implements ReportingRetriever {
  static override lc_name(): string {
    return 'CachedRetriever';
  }

  lc_namespace = ['plumbline', 'retrievers', 'cache'];
  readonly reportsFindings = true;
  readonly #input: CachedRetrieverInput;
  readonly #cache: TolerantCache;
  readonly #clock: Clock;
  readonly #flights = createSingleFlight<InnerRetrieval>();
  readonly #renewals = new Set<Promise<void>>();
  /** Counts invalidations: what was under way before one is not kept after it. */
  #epoch = 0;

  constructor(input: CachedRetrieverInput) {
    super(input);
    if (typeof input.index !== 'function') checkIndexName(input.index.name);
    this.#input = { ...input, ...(input.filter === undefined ? {} : { filter: filterSchema.parse(input.filter) }) };
    this.#cache = tolerantCache(input.cache, input.cacheTimeoutMs ?? 50);
    this.#clock = input.clock ?? Date.now;
  }

  override async invoke(question: string, options?: ContextualConfig): Promise<Passage[]> {
    return (await this.retrieve(question, options)).documents;
  }

  /** Like `invoke`, with the findings and where the documents came from. */
  async retrieve(question: string, options?: ContextualConfig): Promise<CachedRetrieverResult> {
    return await runReporting(this, { question, options }, (retrieval) => this.#search(retrieval));
  }

  /**
   * Forgets everything of the index, e.g. after its alias was swapped. Retrievals under way are still returned, and not
   * kept.
   *
   * @throws RetrievalCacheError when the cache cannot be reached: its entries of the same index version stay then
   */
  async invalidate(): Promise<void> {
    this.#epoch += 1;
    await this.#input.cache.clear((await this.#index()).name);
  }

  /** Asks a list of questions, so that they are in the cache. What fails is counted, not thrown. */
  async warmUp(
    items: readonly WarmUpItem[],
    options: { concurrency?: number; signal?: AbortSignal } = {},
  ): Promise<WarmUpReport> {
    return await warmUp(items, options, (question, config) => this.retrieve(question, config));
  }

  /** Resolves when no renewal is under way: await it before a process ends. */
  async settled(): Promise<void> {
    while (this.#renewals.size > 0) await Promise.all(this.#renewals);
  }

  async #index(): Promise<IndexState> {
    const { index } = this.#input;
    return typeof index === 'function' ? await index() : index;
  }

  async #search(retrieval: Retrieval): Promise<CachedRetrieverResult> {
    const { key, finding: noKey } = await this.#keyOf(retrieval);
    if (key === undefined) {
      const found = await this.#ask(retrieval);
      return { documents: [...found.documents], findings: [...found.findings, ...listOf(noKey)], from: 'miss' };
    }
    const { entry, finding } = await this.#cache.get(key);
    if (entry !== undefined && this.#isTrusted(entry, retrieval.context)) {
      const { staleAfterMs = 20 * HOUR_MS } = this.#input;
      const isStale = this.#clock() - entry.storedAt >= staleAfterMs;
      if (isStale) this.#renew(key, retrieval);
      return { documents: [...entry.documents], findings: entry.findings, from: isStale ? 'stale' : 'hit' };
    }
    const { value, shared } = await this.#flights.join(key.hash, retrieval.signal, (signal) =>
      this.#load(key, { ...retrieval, signal }),
    );
    return {
      // A copy: callers who share a result must not share its documents.
      documents: structuredClone([...value.documents]),
      findings: [...value.findings, ...listOf(finding)],
      from: shared ? 'shared' : 'miss',
    };
  }

  /** Without the state of the index there is no key, and so no cache. */
  async #keyOf({ question, context }: Retrieval): Promise<{ key?: RetrievalCacheKey; finding?: Finding }> {
    const { filter, version: retrieverVersion, perPrincipal } = this.#input;
    try {
      const index = await this.#index();
      return { key: retrievalCacheKey({ question, context, filter, retrieverVersion, perPrincipal, index }) };
    } catch (error) {
      return {
        finding: warning(`The version of the index is not known (${describeFailure(error)}); the cache was not asked.`),
      };
    }
  }

  /** Young enough by our own clock, and all of it for the caller to read. */
  #isTrusted(entry: CachedRetrieval, context: RequestContext): boolean {
    if (this.#clock() - entry.storedAt >= (this.#input.ttlMs ?? 24 * HOUR_MS)) return false;
    const permitted = isPermitted(context);
    const trusted = entry.documents.every(({ metadata }) => permitted(metadata));
    if (!trusted) this.#tell(warning('A cached retrieval held what its caller may not read; it was not used.'));
    return trusted;
  }

  async #ask({ question, context, signal, callbacks }: Retrieval): Promise<InnerRetrieval> {
    const { retriever } = this.#input;
    return await innerRetrieval({ retriever, name: retriever.getName(), question, context, signal, callbacks });
  }

  async #load(key: RetrievalCacheKey, retrieval: Retrieval): Promise<InnerRetrieval> {
    const epoch = this.#epoch;
    const found = await this.#ask(retrieval);
    const isWhole = found.findings.every(({ severity }) => severity === 'info');
    if (isWhole && epoch === this.#epoch) {
      const { ttlMs = 24 * HOUR_MS } = this.#input;
      const storedAt = this.#clock();
      const { documents, findings } = found;
      const finding = await this.#cache.set(key, { documents, findings, storedAt, expiresAt: storedAt + ttlMs });
      if (finding !== undefined) this.#tell(finding);
    }
    return found;
  }

  /** Asks again behind the answer: without the deadline, signal and traces of the question that found the entry old. */
  #renew(key: RetrievalCacheKey, { question, context }: Retrieval): void {
    if (this.#flights.has(key.hash)) return;
    const { deadline: _deadline, ...lasting } = context;
    const retrieval = { question, context: requestContextSchema.parse(lasting), callbacks: undefined };
    const renewal = this.#flights
      .join(key.hash, undefined, (signal) => this.#load(key, { ...retrieval, signal }))
      .then(
        () => {},
        (error: unknown) =>
          this.#tell(
            warning(
              `A cached retrieval could not be renewed (${describeFailure(error)}); the old one stays until it expires.`,
            ),
          ),
      )
      .finally(() => this.#renewals.delete(renewal));
    this.#renewals.add(renewal);
  }

  #tell(finding: Finding): void {
    this.#input.onFinding?.(finding);
  }
}

function warning(message: string): Finding {
  return { validator: 'cached-retriever', severity: 'warn', action: 'allow', message };
}

function listOf<T>(one: T | undefined): T[] {
  return one === undefined ? [] : [one];
}
