import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, PassageIndex } from '@plumbline/core';
import { type IngestSource, type IngestSourcesOptions, ingestSources } from '@plumbline/retrievers/ingest';
import { type DeadLetterSink, deadLetter } from '../dead-letters/dead-letters.ts';
import { isAborted } from '../is-aborted.ts';
import type { SourceLeases } from '../records/source-leases.ts';
import type { StoreSourceRecords } from '../records/source-records.ts';
import { type FetchOptions, fetchSource } from './fetch-source.ts';
import { isDone } from './find-source.ts';
import { type ItemResult, resultOf, retryOf } from './item-result.ts';
import { downloadedSource } from './object-labels.ts';
import {
  areAllRefusedByIndex,
  busyResult,
  crashed,
  fetchFailure,
  type Held,
  halfWritten,
  isRefusedByIndex,
  refusedByIndex,
  settlementOf,
  type Todo,
  type Verdict,
  verdictOf,
} from './verdict.ts';

export interface BatchRunOptions {
  readonly index: PassageIndex;
  readonly records: StoreSourceRecords;
  readonly leases: SourceLeases;
  readonly deadLetters: DeadLetterSink;
  readonly fetch: Omit<FetchOptions, 'folder' | 'signal'>;
  /** How often workers may die over a source before it is given up. */
  readonly maxDeaths: number;
  readonly tempFolder: string;
  readonly clock: Clock;
  /** Downloads side by side. */
  readonly concurrency: number;
  readonly ingest: Pick<IngestSourcesOptions, 'defaults' | 'maxTokens' | 'inspect' | 'counter'>;
}

/** What came of fetching: a source to write, a result that needs no writing, or neither: it is to be taken out. */
interface Fetched {
  readonly held: Held;
  readonly source?: IngestSource;
  readonly result?: Verdict | ItemResult;
  /** The verdict when it is out. */
  readonly onceOut?: Verdict;
}

/** Takes sources, downloads them, writes them to the index, and settles them; in that order. */
export class BatchRun {
  readonly #options: BatchRunOptions;

  constructor(options: BatchRunOptions) {
    this.#options = options;
  }

  async run(todos: readonly Todo[], signal?: AbortSignal): Promise<ItemResult[]> {
    let held: Held[] = [];
    try {
      held = await this.#take(todos);
      const busy = todos
        .filter(({ item }) => !held.some((one) => one.item === item))
        .map(({ item }) => busyResult(item));
      return [...busy, ...(await this.#work(held, signal))];
    } catch (error) {
      if (isAborted(signal)) throw error;
      return todos.map(({ item }) => retryOf(item, error));
    } finally {
      await this.#giveBack(held);
    }
  }

  async #take(todos: readonly Todo[]): Promise<Held[]> {
    const { leases, records } = this.#options;
    const ledgers = await leases.acquire(todos.map(({ item }) => item.uri));
    records.adopt(ledgers);
    const byPath = new Map(ledgers.map((ledger) => [ledger.path, ledger]));
    return todos.flatMap((todo): Held[] => {
      const ledger = byPath.get(todo.item.uri);
      return ledger === undefined ? [] : [{ ...todo, ledger }];
    });
  }

  /** What is not settled stays as it is on record: open sources are done anew by whoever takes them next. */
  async #giveBack(held: readonly Held[]): Promise<void> {
    const { leases, records } = this.#options;
    const ledgers = held.map(({ ledger }) => ledger).filter(({ path }) => leases.held.has(path));
    records.forget(ledgers);
    try {
      await leases.release(ledgers);
    } catch {
      // The store is down: the leases end by themselves.
      for (const { path } of ledgers) leases.held.delete(path);
    }
  }

  async #work(held: readonly Held[], signal: AbortSignal | undefined): Promise<ItemResult[]> {
    await mkdir(this.#options.tempFolder, { recursive: true });
    const folder = await mkdtemp(join(this.#options.tempFolder, 'batch-'));
    try {
      const fetched = await this.#fetchAll(held, folder, signal);
      const early = fetched.flatMap(({ result }) => (result === undefined ? [] : [result]));
      const written = await this.#write(fetched, signal);
      return await this.#settle([...early, ...written]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #fetchAll(held: readonly Held[], folder: string, signal: AbortSignal | undefined): Promise<Fetched[]> {
    const { concurrency } = this.#options;
    const fetched: Fetched[] = [];
    for (let at = 0; at < held.length; at += concurrency) {
      const some = held.slice(at, at + concurrency);
      const options = { folder, ...(signal === undefined ? {} : { signal }) };
      fetched.push(...(await Promise.all(some.map((one, n) => this.#fetch(one, at + n, options)))));
    }
    return fetched;
  }

  async #fetch(held: Held, number: number, options: Pick<FetchOptions, 'folder' | 'signal'>): Promise<Fetched> {
    const { item, found, ledger } = held;
    const { fetch, maxDeaths } = this.#options;
    // Another worker may have been quicker between the look and the lease.
    if (isDone(found, item, ledger.state)) return { held, result: resultOf(item, 'unchanged') };
    if (held.hopeless !== undefined) return { held, result: fetchFailure(held, held.hopeless) };
    if (ledger.lease.attempts > maxDeaths) {
      const verdict = crashed(held, maxDeaths);
      // Who died in the middle of writing left nobody knows what.
      return ledger.state.phase === 'open' ? { held, onceOut: verdict } : { held, result: verdict };
    }
    if (found.head === undefined) return { held };
    try {
      const path = await fetchSource(found.head, number, { ...fetch, ...options });
      return path === undefined ? { held } : { held, source: downloadedSource(found, path) };
    } catch (error) {
      if (isAborted(options.signal)) throw error;
      return { held, result: fetchFailure(held, error) };
    }
  }

  /** When the index refuses something for good, each source is written alone to find out whose it is. */
  async #write(fetched: readonly Fetched[], signal: AbortSignal | undefined): Promise<(Verdict | ItemResult)[]> {
    const open = fetched.filter(({ result }) => result === undefined);
    let trouble: unknown;
    try {
      return await this.#writeTogether(open, signal);
    } catch (error) {
      if (isAborted(signal) || !isRefusedByIndex(error)) throw error;
      trouble = error;
    }
    const decided: (Verdict | ItemResult)[] = [];
    for (const one of open) {
      try {
        decided.push(...(await this.#writeTogether([one], signal)));
      } catch (error) {
        if (isAborted(signal)) throw error;
        decided.push(isRefusedByIndex(error) ? refusedByIndex(one.held, error) : retryOf(one.held.item, error));
      }
    }
    return areAllRefusedByIndex(decided) ? open.map(({ held }) => retryOf(held.item, trouble)) : decided;
  }

  async #writeTogether(open: readonly Fetched[], signal: AbortSignal | undefined): Promise<(Verdict | ItemResult)[]> {
    const { index, records, ingest } = this.#options;
    const byPath = new Map(open.map((fetched) => [fetched.held.item.uri, fetched]));
    const report = await ingestSources({
      ...ingest,
      sources: open.flatMap(({ source }) => source ?? []),
      removed: open.flatMap(({ source, held }) => (source === undefined ? [held.item.uri] : [])),
      index,
      recordManager: records,
      ...(signal === undefined ? {} : { signal }),
    });
    return report.outcomes.flatMap((outcome) => {
      const fetched = byPath.get(outcome.path);
      return fetched === undefined ? [] : [fetched.onceOut ?? verdictOf(fetched.held, outcome)];
    });
  }

  /** Dead letters first: only what is surely kept there may be forgotten here. */
  async #settle(decided: readonly (Verdict | ItemResult)[]): Promise<ItemResult[]> {
    const results: ItemResult[] = [];
    const settled: Verdict[] = [];
    for (const one of decided) {
      if (!('held' in one)) {
        results.push(one);
        continue;
      }
      const failure = halfWritten(one) ?? (await this.#sendDeadLetter(one));
      if (failure === undefined) settled.push(one);
      else results.push(retryOf(one.held.item, failure));
    }
    if (settled.length > 0) await this.#options.records.settle(settled.map(settlementOf));
    return [...results, ...settled.map(({ result }) => result)];
  }

  /** @returns why it could not be sent */
  async #sendDeadLetter({ held, refusal }: Verdict): Promise<unknown> {
    if (refusal === undefined) return undefined;
    const { deadLetters, clock } = this.#options;
    const version = held.found.head?.version;
    const at = new Date(clock()).toISOString();
    try {
      await deadLetters.send(
        deadLetter({ at, item: held.item, ...refusal, ...(version === undefined ? {} : { version }) }),
      );
      return undefined;
    } catch (error) {
      return error;
    }
  }
}
