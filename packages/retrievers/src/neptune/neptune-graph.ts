import { type Clock, compareCodePoints, type GraphNode, type GraphSubject, InvalidInputError } from '@plumbline/core';
import type { GraphElements } from '../graph/elements.ts';
import { GraphAuthError, GraphTimeoutError } from '../graph/errors.ts';
import { toNode } from '../graph/rows.ts';
import { type GraphStore, MAX_FOUND, type Reach, type Walk, type WalkResult } from '../graph/store.ts';
import { reachedLimits } from '../graph/walk-limits.ts';
import { type OpenDriver, openDriver } from './driver.ts';
import { toGraphError } from './errors.ts';
import { writeBatches } from './load.ts';
import { type CypherQuery, findQuery } from './queries.ts';
import { RotatingDriver } from './rotating-driver.ts';
import { labelOf, nodeRowsSchema, readRows } from './rows.ts';
import { createNeptuneTokens, type NeptuneIam } from './tokens.ts';
import { walkHops } from './walk-hops.ts';

export interface NeptuneGraphOptions {
  /** `bolt+s://<cluster endpoint>:8182`; a reader endpoint is enough. */
  readonly url: string;
  /** Signs in with IAM; without it the server must ask for nothing. */
  readonly iam?: NeptuneIam;
  /** Opens the driver. Default: `neo4j-driver`. */
  readonly open?: OpenDriver;
  /** Default `Date.now`. */
  readonly clock?: Clock;
}

/** The longest a write of development data may take. */
const WRITE_TIMEOUT_MS = 60_000;

/**
 * The graph on Amazon Neptune (or any server that speaks openCypher over Bolt). Sessions are opened for reading, each walk
 * goes hop by hop with bounds in every query, and a query that outlives its time is stopped.
 *
 * @throws InvalidInputError when credentials would go over a connection without TLS
 *
 * @example
 * const graph = NeptuneGraph.connect({ url: 'bolt+s://…:8182', iam: { region: 'us-east-1', credentials } });
 */
export class NeptuneGraph implements GraphStore {
  readonly name: string;
  readonly #driver: RotatingDriver;
  readonly #clock: Clock;

  private constructor({ url, iam, open = openDriver, clock = Date.now }: NeptuneGraphOptions) {
    this.name = url;
    this.#clock = clock;
    const tokens = iam === undefined ? undefined : createNeptuneTokens({ url, iam, clock });
    this.#driver = new RotatingDriver({ url, open, tokens });
  }

  static connect(options: NeptuneGraphOptions): NeptuneGraph {
    const isSecure = options.url.startsWith('bolt+s://');
    if (!URL.canParse(options.url) || !/^bolt(?:\+s)?:\/\//.test(options.url)) {
      throw new InvalidInputError(`"${options.url}" is no Bolt URL; write bolt+s://<cluster endpoint>:8182.`);
    }
    if (options.iam !== undefined && !isSecure) {
      throw new InvalidInputError(`IAM needs TLS: write bolt+s:// instead of bolt:// in ${options.url}.`);
    }
    return new NeptuneGraph(options);
  }

  async find(subjects: readonly GraphSubject[], reach: Reach): Promise<GraphNode[]> {
    const answers = await Promise.all(
      [...identifiersOf(subjects)].map(([field, values]) => this.#read(findQuery(field, values, reach), reach)),
    );
    const found = new Map<string, GraphNode>();
    for (const { labels, node } of answers.flatMap((rows) => readRows(nodeRowsSchema, rows, this.name))) {
      const read = toNode({ label: labelOf(labels), ...node }, this.name);
      found.set(read.id, read);
    }
    return [...found.values()].sort((left, right) => compareCodePoints(left.id, right.id)).slice(0, MAX_FOUND);
  }

  async walk(walk: Walk, reach: Reach): Promise<WalkResult> {
    const paths = await walkHops(walk, { reach, where: this.name, read: (query) => this.#read(query, reach) });
    return { paths, limits: reachedLimits(paths, walk) };
  }

  /**
   * Writes nodes and edges in batches, for development and tests; an element replaces the one of its id. In production the
   * same files go through Neptune's bulk loader.
   */
  async load(elements: GraphElements): Promise<void> {
    const reach = { deadline: this.#clock() + WRITE_TIMEOUT_MS, signal: undefined };
    await writeBatches(elements, (query) => this.#run(query, { ...reach, mode: 'WRITE' }));
  }

  async close(): Promise<void> {
    await this.#driver.close();
  }

  async #read(query: CypherQuery, { deadline, signal }: Reach): Promise<object[]> {
    return await this.#run(query, { deadline, signal, mode: 'READ' });
  }

  /** A refused token is replaced once: credentials may have been rotated before their time. */
  async #run(query: CypherQuery, how: Running): Promise<object[]> {
    try {
      return await this.#once(query, how);
    } catch (error) {
      if (!(error instanceof GraphAuthError) || how.mode === 'WRITE' || !this.#driver.renew()) throw error;
      return await this.#once(query, how);
    }
  }

  async #once({ text, parameters }: CypherQuery, { deadline, signal, mode }: Running): Promise<object[]> {
    signal?.throwIfAborted();
    const timeMs = Math.ceil(deadline - this.#clock());
    if (timeMs <= 0) throw new GraphTimeoutError(this.name, timeMs);
    const late = AbortSignal.timeout(timeMs);
    try {
      return await this.#driver.use(async (driver) => {
        const session = driver.session({ defaultAccessMode: mode });
        try {
          const run = Promise.resolve(session.run(text, parameters, { timeout: timeMs }));
          const { records } = await untilAborted(run, signal === undefined ? late : AbortSignal.any([signal, late]));
          return records.map((record) => record.toObject());
        } finally {
          // Closing resets the connection, which stops what still runs on the server; nobody waits for it.
          session.close().catch(() => undefined);
        }
      });
    } catch (error) {
      if (late.aborted && error === late.reason) throw new GraphTimeoutError(this.name, timeMs, error);
      throw toGraphError(error, { where: this.name, timeMs });
    }
  }
}

interface Running {
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
  readonly mode: 'READ' | 'WRITE';
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function identifiersOf(subjects: readonly GraphSubject[]): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const subject of subjects) {
    for (const [field, value] of Object.entries(subject)) values.set(field, [...(values.get(field) ?? []), value]);
  }
  return values;
}
