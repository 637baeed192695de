import { z } from 'zod';
import type { Call } from './call.ts';
import { IndexMissingError } from './errors.ts';
import type { SearchIndexIdentity } from './identity.ts';
import { currentVersion } from './versions.ts';

/** What an index holds and how it is. */
export interface SearchIndexStats {
  /** The version behind the alias. */
  readonly index: string;
  readonly identity: SearchIndexIdentity;
  readonly passages: number;
  /** Counted to within a few per cent above 3,000. */
  readonly documents: number;
  /** Of the primary shards. */
  readonly bytes: number;
  /** `green`, `yellow` (copies are missing) or `red` (passages are missing). */
  readonly health: string;
}

const countSchema = z.object({
  hits: z.object({ total: z.object({ value: z.number() }) }),
  aggregations: z.object({ documents: z.object({ value: z.number() }) }),
});
const storeSchema = z.object({
  _all: z.object({ primaries: z.object({ store: z.object({ size_in_bytes: z.number() }) }) }),
});
const healthSchema = z.object({ status: z.string() });

export async function readStats(call: Call, alias: string): Promise<SearchIndexStats> {
  const version = await currentVersion(call, alias);
  if (version === undefined) throw new IndexMissingError(alias);
  const name = encodeURIComponent(version.index);
  const counting = {
    size: 0,
    track_total_hits: true,
    aggs: { documents: { cardinality: { field: 'docId', precision_threshold: 3_000 } } },
  };
  const [count, store, health] = await Promise.all([
    call({ method: 'POST', path: `/${name}/_search`, body: counting }),
    call({ method: 'GET', path: `/${name}/_stats/store` }),
    call({ method: 'GET', path: `/_cluster/health/${name}` }),
  ]);
  const { hits, aggregations } = countSchema.parse(count.body);
  return {
    ...version,
    passages: hits.total.value,
    documents: aggregations.documents.value,
    bytes: storeSchema.parse(store.body)._all.primaries.store.size_in_bytes,
    health: healthSchema.parse(health.body).status,
  };
}
