import { PlumblineError, type PlumblineErrorOptions } from '@plumbline/core';

/** There is no such index or alias. */
export class IndexMissingError extends PlumblineError {
  constructor(index: string, options?: PlumblineErrorOptions) {
    super(
      'INDEX_MISSING',
      `OpenSearch has no index "${index}". Open it with create: true, or check the name and the cluster.`,
      options,
    );
  }
}

/** The index was made with another layout, analyser or other embeddings than those now in use. */
export class SearchIndexMismatchError extends PlumblineError {
  constructor(index: string, what: string, fix: string) {
    super('INDEX_MISMATCH', `The index "${index}" ${what}. ${fix}`);
  }
}

/** Passages that OpenSearch did not take. Those that are not named were written. */
export class BulkWriteError extends PlumblineError {
  /** The ids that were refused or could not be written in time. */
  readonly ids: readonly string[];

  constructor(
    index: string,
    { ids, why, ...options }: { ids: readonly string[]; why: string } & PlumblineErrorOptions,
  ) {
    const again = options.retryable === true ? 'Write them again.' : 'Mend them, or give the index a deadLetters sink.';
    super(
      'INDEX_WRITE',
      `The index "${index}" did not take ${ids.length} passage(s), the first ${JSON.stringify(ids[0])}: ${why}. ${again}`,
      options,
    );
    this.ids = ids;
  }
}
