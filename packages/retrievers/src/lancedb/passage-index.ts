import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Connection, Table } from '@lancedb/lancedb';
import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { type Clock, type IndexIdentity, type Passage, type PassageIndex, PlumblineError } from '@plumbline/core';
import { type Analyser, createAnalyser } from '../analysis/analyser.ts';
import { identifyByTicker, subjectsOf } from '../analysis/passage-facts.ts';
import type { SubjectFinder } from '../analysis/subjects.ts';
import { identifyEmbeddings } from '../embeddings/embeddings-identity.ts';
import type { IdentifiedEmbeddings } from '../embeddings/hashed-ngram-embeddings.ts';
import { parsePassage } from '../retrieval/parse-passage.ts';
import { type Driver, loadDriver } from './driver.ts';
import { IndexUnreadableError, IndexWriteError } from './errors.ts';
import { checkIdentity, readIdentity, writeIdentity } from './identity.ts';
import { rowOf, tableOf } from './rows.ts';
import { passageSchema, SCHEMA_VERSION, TABLE } from './schema.ts';
import { createTableSearch, type TableSearch } from './search.ts';
import { type IndexStats, readStats } from './stats.ts';
import { createSubjectCatalogue, type SubjectCatalogue } from './subject-catalogue.ts';
import { ensureScalarIndexes, ensureTextIndex, ensureVectorIndex } from './table-indexes.ts';

export interface LanceIndexOptions {
  /** The directory of the index; it is made when it is not there. One index fills one directory. */
  directory: string;
  /** What makes vectors. The same must be used for every write and search. */
  embeddings: EmbeddingsInterface | IdentifiedEmbeddings;
  /** Name and version of the embeddings, e.g. `titan-v2@1`. Default: the `identity` the embeddings carry. */
  embeddingsIdentity?: string;
  /** Rows from which vectors are searched through an index. Default 10,000: below, reading them all is faster. */
  vectorIndexFrom?: number;
  /** How long old versions stay for readers that still use them, in milliseconds. Default 60,000. */
  keepVersionsMs?: number;
  /** Memory for parts of the indexes, in bytes. Default 64 MiB. */
  cacheBytes?: number;
  clock?: Clock;
}

const ROWS_PER_WRITE = 10_000;
const IDS_PER_DELETE = 500;
const MAX_OPTIMISE_ROUNDS = 4;
const METADATA_CACHE_BYTES = 32 * 2 ** 20;

interface Parts {
  readonly directory: string;
  readonly driver: Driver;
  readonly connection: Connection;
  readonly table: Table;
  readonly identity: IndexIdentity;
  readonly options: LanceIndexOptions;
}

/**
 * Passages in one directory: BM25, vectors and filters in process, no server (LanceDB). One process writes at a time;
 * any number may read meanwhile, and each search sees the latest write. What `addPassages` has returned for can be
 * searched; `optimise()` makes it fast.
 *
 * @example
 * const index = await LanceIndex.open({ directory: '.plumbline/index', embeddings: new HashedNgramEmbeddings() });
 * await index.addPassages(passages);
 * await index.optimise();
 */
export class LanceIndex implements PassageIndex {
  readonly directory: string;
  readonly identity: IndexIdentity;
  readonly analyser: Analyser;
  readonly #parts: Parts;
  readonly #catalogue: SubjectCatalogue;
  #writes: Promise<unknown> = Promise.resolve();
  readonly #running = new Set<Promise<unknown>>();

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.directory = parts.directory;
    this.identity = parts.identity;
    this.analyser = createAnalyser();
    this.#catalogue = createSubjectCatalogue(parts.directory, this.analyser, identifyByTicker);
  }

  /**
   * Opens the index of a directory, or makes an empty one.
   *
   * @throws IndexMismatchError when it was made with another layout or other embeddings
   * @throws IndexUnreadableError when its files are damaged
   * @throws MissingDependencyError when LanceDB is not installed
   */
  static async open(options: LanceIndexOptions): Promise<LanceIndex> {
    const directory = resolve(options.directory);
    const wanted = await identityOf(options);
    const found = await readIdentity(directory);
    if (found !== undefined) checkIdentity(directory, found, wanted);
    const driver = await loadDriver();
    try {
      if (found === undefined) await mkdir(directory, { recursive: true });
      const session = new driver.lancedb.Session(
        BigInt(options.cacheBytes ?? 64 * 2 ** 20),
        BigInt(METADATA_CACHE_BYTES),
      );
      const connection = await driver.lancedb.connect(directory, { readConsistencyInterval: 0, session });
      const table = await openTable({ connection, driver, directory, identity: wanted, isNew: found === undefined });
      return new LanceIndex({ directory, driver, connection, table, identity: wanted, options });
    } catch (error) {
      if (PlumblineError.isInstance(error)) throw error;
      throw found === undefined
        ? new IndexWriteError(directory, error)
        : new IndexUnreadableError(directory, 'its table cannot be opened', error);
    }
  }

  /**
   * Writes passages; one whose id is there is replaced. A batch of up to 10,000 is stored whole or not at all.
   *
   * @throws InvalidInputError for a passage that lacks what the contract asks for
   * @throws IndexWriteError when the disk refuses
   */
  async addPassages(passages: readonly Passage[]): Promise<void> {
    const byId = new Map(passages.map((passage) => [passage.id, parsePassage(passage)]));
    const unique = [...byId.values()];
    await this.#write(async ({ table, driver, options }) => {
      for (let start = 0; start < unique.length; start += ROWS_PER_WRITE) {
        const batch = unique.slice(start, start + ROWS_PER_WRITE);
        await this.#catalogue.add(batch.flatMap(({ metadata }) => subjectsOf(metadata, this.analyser)));
        const vectors = await options.embeddings.embedDocuments(batch.map(({ pageContent }) => pageContent));
        const rows = tableOf(
          batch.map((passage) => rowOf(passage, this.analyser)),
          vectors,
          driver,
        );
        await table.mergeInsert('id').whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(rows);
      }
      if (unique.length > 0) await ensureTextIndex(table, driver);
    });
  }

  /** Removes passages; ids that are not there are passed over. */
  async deletePassages(ids: readonly string[]): Promise<void> {
    await this.#write(async ({ table }) => {
      for (let start = 0; start < ids.length; start += IDS_PER_DELETE) {
        const list = ids.slice(start, start + IDS_PER_DELETE).map((id) => `'${id.replaceAll("'", "''")}'`);
        await table.delete(`id IN (${list.join(', ')})`);
      }
    });
  }

  /** Brings everything written so far into the indexes, joins small files, and frees versions nobody reads any more. */
  async optimise(): Promise<void> {
    await this.#write(async ({ table, driver, options, identity }) => {
      const rows = await table.countRows();
      if (rows > 0) {
        await ensureTextIndex(table, driver);
        await ensureScalarIndexes(table, driver);
        if (rows >= (options.vectorIndexFrom ?? 10_000)) await ensureVectorIndex(table, identity.dimensions, driver);
      }
      // Again while files were joined: what a round replaces, only the next one can free.
      for (let round = 0; round < MAX_OPTIMISE_ROUNDS; round += 1) {
        const now = (options.clock ?? Date.now)();
        const cleanupOlderThan = new Date(now - (options.keepVersionsMs ?? 60_000));
        const { compaction } = await table.optimize({ cleanupOlderThan });
        if (compaction.fragmentsRemoved === 0) break;
      }
      await this.#catalogue.retain(await this.#subjectsInUse());
    });
  }

  /** What the index holds, and how much of it waits for `optimise()`. */
  async stats(): Promise<IndexStats> {
    const { table, directory, identity } = this.#parts;
    return await this.#read(() => readStats(table, directory, identity));
  }

  /** The names this index knows, to be found in questions. */
  async subjects(): Promise<SubjectFinder> {
    return await this.#catalogue.finder();
  }

  /** The search side, for retrievers. Nothing in it checks access: pass the access filter, and check what comes out. */
  get search(): TableSearch {
    const { table, driver, options } = this.#parts;
    return createTableSearch({
      table,
      driver,
      embeddings: options.embeddings,
      read: (action) => this.#read(action),
    });
  }

  /** Frees the files and memory of this handle, at once or when searches that nobody waits for any more have ended. */
  close(): void {
    const { table, connection } = this.#parts;
    const free = (): void => {
      table.close();
      connection.close();
    };
    if (this.#running.size === 0) free();
    else void Promise.allSettled(this.#running).then(free);
  }

  async #subjectsInUse(): Promise<Set<string>> {
    const keys = new Set<string>();
    for await (const batch of this.#parts.table.query().select(['subjects'])) {
      for (const subjects of batch.getChild('subjects') ?? []) for (const key of subjects ?? []) keys.add(String(key));
    }
    return keys;
  }

  /** One write after the other, also when callers do not wait. */
  async #write(action: (parts: Parts) => Promise<void>): Promise<void> {
    const turn = this.#writes.then(async () => {
      try {
        await this.#untilDone(action(this.#parts));
      } catch (error) {
        throw PlumblineError.isInstance(error) ? error : new IndexWriteError(this.directory, error);
      }
    });
    this.#writes = turn.catch(() => undefined);
    await turn;
  }

  async #untilDone<T>(action: Promise<T>): Promise<T> {
    this.#running.add(action);
    return await action.finally(() => this.#running.delete(action));
  }

  async #read<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await this.#untilDone(action());
    } catch (error) {
      if (PlumblineError.isInstance(error)) throw error;
      throw new IndexUnreadableError(this.directory, 'a search in it failed', error);
    }
  }
}

async function identityOf(options: LanceIndexOptions): Promise<IndexIdentity> {
  return { schema: SCHEMA_VERSION, ...(await identifyEmbeddings(options)) };
}

interface OpenTable {
  readonly connection: Connection;
  readonly driver: Driver;
  readonly directory: string;
  readonly identity: IndexIdentity;
  readonly isNew: boolean;
}

async function openTable({ connection, driver, directory, identity, isNew }: OpenTable): Promise<Table> {
  if (!isNew) return await connection.openTable(TABLE);
  if ((await connection.tableNames()).includes(TABLE)) {
    throw new IndexUnreadableError(
      directory,
      'it has passages, but the file index.json that says what they are is gone',
    );
  }
  const table = await connection.createEmptyTable(TABLE, passageSchema(driver, identity.dimensions), {
    mode: 'create',
    existOk: true,
  });
  await writeIdentity(directory, identity);
  return table;
}
