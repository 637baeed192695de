import { InvalidInputError } from '@plumbline/core';
import { z } from 'zod';
import type { Call } from './call.ts';
import type { QueryClause } from './filter.ts';

export interface ScanOptions {
  /** Default: everything. */
  readonly query?: QueryClause;
  /** Hits of a page. Default 1,000. */
  readonly size?: number;
  /** What to read of each hit, e.g. `{ docvalue_fields: ['stamp'], _source: false }`. */
  readonly read: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal | undefined;
}

export interface ScanHit {
  readonly id: string;
  readonly hit: Readonly<Record<string, unknown>>;
}

const KEEP_ALIVE = '5m';
const pitSchema = z.object({ pit_id: z.string(), _shards: z.object({ total: z.number(), successful: z.number() }) });
const pageSchema = z.object({
  pit_id: z.string().optional(),
  hits: z.object({ hits: z.array(z.looseObject({ _id: z.string(), sort: z.array(z.unknown()) })) }),
});

/**
 * Reads an index page by page in the order of ids, as it was when the scan began (point in time), however long it takes
 * and whatever is written meanwhile.
 *
 * @throws ServiceUnavailableError when a shard does not answer: a scan is whole or fails
 */
export async function* scan(call: Call, index: string, options: ScanOptions): AsyncGenerator<ScanHit[]> {
  const { query = { match_all: {} }, size = 1_000, read, signal } = options;
  if (!(size >= 1 && size <= 10_000)) throw new InvalidInputError(`A page has 1 to 10,000 hits, not ${size}.`);
  const path = `/${encodeURIComponent(index)}/_search/point_in_time`;
  const opened = await call(
    { method: 'POST', path, querystring: { keep_alive: KEEP_ALIVE, allow_partial_pit_creation: false } },
    { signal },
  );
  let { pit_id: id } = pitSchema.parse(opened.body);
  try {
    let after: unknown[] | undefined;
    for (;;) {
      const position = after === undefined ? {} : { search_after: after };
      const body = {
        ...read,
        size,
        query,
        track_total_hits: false,
        sort: [{ id: 'asc' }],
        pit: { id, keep_alive: KEEP_ALIVE },
        ...position,
      };
      const querystring = { allow_partial_search_results: false };
      const answer = await call(
        { method: 'POST', path: '/_search', querystring, body },
        { signal, timeoutMs: 120_000 },
      );
      const page = pageSchema.parse(answer.body);
      id = page.pit_id ?? id;
      const { hits } = page.hits;
      if (hits.length > 0) yield hits.map((hit) => ({ id: hit._id, hit }));
      after = hits.at(-1)?.sort;
      if (after === undefined || hits.length < size) return;
    }
  } finally {
    await call(
      { method: 'DELETE', path: '/_search/point_in_time', body: { pit_id: [id] } },
      { allow: [404], attempts: 1 },
    );
  }
}
