import { z } from 'zod';
import type { Call } from './call.ts';
import { errorOfStatus } from './call.ts';
import type { SearchBody } from './search-bodies.ts';

/** A hit with its score and, where asked for, the scores of named queries. */
export interface SearchHit {
  readonly id: string;
  readonly score: number;
  readonly named: Readonly<Record<string, number>>;
  /** As it came. */
  readonly raw: unknown;
}

/** What a search found, and how whole it is. */
export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  /** Shards that did not answer; their passages are missing. */
  readonly shards: { readonly total: number; readonly failed: number };
  /** Whether a shard stopped at the time limit. */
  readonly timedOut: boolean;
}

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
}

/** Puts several searches to the cluster and answers each in its place. */
export type Ask = (searches: readonly SearchBody[], options: AskOptions) => Promise<SearchAnswer[]>;

const answerSchema = z.object({
  timed_out: z.boolean(),
  _shards: z.object({ total: z.number(), successful: z.number() }),
  hits: z.object({
    hits: z.array(
      z.looseObject({
        _id: z.string(),
        _score: z.number().nullable(),
        matched_queries: z.union([z.record(z.string(), z.number()), z.array(z.string())]).optional(),
      }),
    ),
  }),
});
const answersSchema = z.object({ responses: z.array(z.looseObject({ status: z.number().optional() })) });

/** More time for the way there and back than the shards get. */
const TRANSPORT_MS = 2_000;
const SCORED = { include_named_queries_score: true };

/** One search is sent as itself, several as one request. */
export function createAsk(call: Call, index: string): Ask {
  const path = `/${encodeURIComponent(index).replaceAll('%2C', ',')}`;
  return async (searches, { signal, timeoutMs }) => {
    const options = { signal, timeoutMs: timeoutMs + TRANSPORT_MS };
    const [only] = searches;
    if (only === undefined) return [];
    if (searches.length === 1) {
      const querystring = 'search_pipeline' in only ? SCORED : {};
      const { body } = await call({ method: 'POST', path: `${path}/_search`, querystring, body: only }, options);
      return [readAnswer(body)];
    }
    const bulkBody = searches.flatMap((search) => [{}, search]);
    const { body } = await call({ method: 'POST', path: `${path}/_msearch`, bulkBody }, options);
    return answersSchema.parse(body).responses.map((answer) => {
      if ((answer.status ?? 200) < 300) return readAnswer(answer);
      throw errorOfStatus(path, answer.status ?? 0, answer);
    });
  };
}

function readAnswer(body: unknown): SearchAnswer {
  const { timed_out: timedOut, _shards, hits } = answerSchema.parse(body);
  return {
    timedOut,
    // A shard without a node counts neither as successful nor as failed in what OpenSearch says.
    shards: { total: _shards.total, failed: _shards.total - _shards.successful },
    hits: hits.hits.map((raw) => ({
      id: raw._id,
      score: raw._score ?? 0,
      named: Array.isArray(raw.matched_queries) ? {} : (raw.matched_queries ?? {}),
      raw,
    })),
  };
}
