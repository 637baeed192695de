import type { IngestSourcesOptions, SourceOutcome, SourcesReport } from '../ingest-sources.ts';
import { failureOf, type IngestFailure } from '../report.ts';
import type { IngestSource } from '../source/ingest-source.ts';
import { BatchWriter } from './batch-writer.ts';
import { FileReader } from './file-reader.ts';
import type { FileWork } from './file-work.ts';
import type { IngestRunParts } from './ingest-run.ts';
import { storing, WriteError } from './write-error.ts';

/** A source of a million bad lines shall not make an outcome of a million entries. */
const FAILURES_PER_SOURCE = 50;

/** What is being noted of the source at hand. */
interface Tally {
  tokens: number;
  unlisted: number;
  readonly failures: IngestFailure[];
  readonly notes: string[];
}

/** One run of `ingestSources`. */
export class SourcesRun {
  readonly #options: IngestSourcesOptions;
  readonly #writer: BatchWriter;
  readonly #reader: FileReader;
  #tally: Tally = newTally();

  constructor(options: IngestSourcesOptions, { counter, startedAt }: IngestRunParts) {
    this.#options = options;
    const { index, recordManager, defaults, maxTokens, inspect, signal } = options;
    this.#writer = new BatchWriter({ index, records: recordManager, startedAt });
    this.#reader = new FileReader({
      writer: this.#writer,
      counter,
      startedAt,
      defaults,
      ...(maxTokens === undefined ? {} : { maxTokens }),
      ...(inspect === undefined ? {} : { inspect }),
      ...(signal === undefined ? {} : { signal }),
      isPresent: async (path) => (await recordManager.getFile(path)) !== undefined,
      onFailure: (path, error) => this.#fail(path, error),
      onNote: (_, note) => this.#tally.notes.push(note),
      onPassage: (tokens) => {
        this.#tally.tokens += tokens;
      },
    });
  }

  async run(): Promise<SourcesReport> {
    const { sources, removed = [], signal } = this.#options;
    const outcomes: SourceOutcome[] = [];
    try {
      for await (const source of sources) {
        signal?.throwIfAborted();
        outcomes.push(await this.#ingest(source));
      }
      await storing(() => this.#writer.flush());
      if (removed.length > 0) await storing(() => this.#writer.remove(removed));
    } catch (error) {
      await this.#writer.abandon();
      throw error instanceof WriteError ? error.reason : error;
    }
    return { outcomes: [...outcomes, ...removed.map(removedOutcome)], passages: this.#writer.counts };
  }

  async #ingest(source: IngestSource): Promise<SourceOutcome> {
    const tally = newTally();
    this.#tally = tally;
    const known = await storing(() => this.#options.recordManager.getFile(source.path));
    let isUnchanged = false;
    const work = await this.#reader.read(source, (fingerprint) => {
      isUnchanged = known?.fingerprint === fingerprint;
      return isUnchanged;
    });
    if (isUnchanged) this.#writer.counts.skipped += known?.passages ?? 0;
    if (tally.unlisted > 0) tally.notes.push(`${tally.unlisted} more failures are not listed.`);
    const { tokens, failures, notes } = tally;
    const { documents, passages } = (isUnchanged ? known : work) ?? { documents: 0, passages: 0 };
    return {
      path: source.path,
      status: isUnchanged ? 'unchanged' : statusOf(work),
      documents,
      passages,
      tokens,
      failures,
      notes,
    };
  }

  #fail(path: string, error: unknown): void {
    if (this.#tally.failures.length < FAILURES_PER_SOURCE) this.#tally.failures.push(failureOf(path, error));
    else this.#tally.unlisted++;
  }
}

function newTally(): Tally {
  return { tokens: 0, unlisted: 0, failures: [], notes: [] };
}

function statusOf(work: FileWork | undefined): SourceOutcome['status'] {
  if (work === undefined) return 'refused';
  return work.partial ? 'partial' : 'written';
}

function removedOutcome(path: string): SourceOutcome {
  return { path, status: 'removed', documents: 0, passages: 0, tokens: 0, failures: [], notes: [] };
}
