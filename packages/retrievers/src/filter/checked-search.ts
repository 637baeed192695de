import { accessFilter, canRead, type Filter, matchFilter, type Passage, type RequestContext } from '@plumbline/core';
import { asOfBound, asOfFilter } from '../lancedb/as-of.ts';

/** Access first, it selects most; then the day of the question; then what the caller adds. */
export function wholeFilter({ principal, asOf }: RequestContext, filter: Filter | undefined): Filter {
  const access = accessFilter(principal);
  const conditions = [
    access,
    ...(asOf === undefined ? [] : [asOfFilter(asOf)]),
    ...(filter === undefined ? [] : [filter]),
  ];
  return { op: 'and', filters: conditions };
}

/**
 * The check in memory of what a service let through: the whole filter again, and access. A service may have been asked
 * for more than the filter, or have understood it otherwise.
 */
export function passageCheck(context: RequestContext, filter: Filter): (passage: Passage) => boolean {
  const matches = matchFilter(filter);
  return ({ id, metadata }) =>
    canRead(context.principal, metadata) && matches({ ...metadata, id, asOfBound: asOfBound(metadata.asOf) });
}

/** A page of results in the service's order. */
export interface SearchPage {
  readonly passages: readonly Passage[];
  /** Whether there may be more. */
  readonly more: boolean;
}

/** Reads page after page until enough passages pass the check or there are no more. Passages of one id count once. */
export async function collectChecked(
  k: number,
  check: (passage: Passage) => boolean,
  readPage: (page: number) => Promise<SearchPage>,
): Promise<Passage[]> {
  const kept = new Map<string, Passage>();
  for (let page = 0; ; page += 1) {
    const { passages, more } = await readPage(page);
    for (const passage of passages) {
      if (kept.size < k && !kept.has(passage.id) && check(passage)) kept.set(passage.id, passage);
    }
    if (kept.size >= k || !more) return [...kept.values()];
  }
}
