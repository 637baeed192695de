import {
  accessFilter,
  canRead,
  type Filter,
  type Finding,
  matchFilter,
  type Passage,
  type RequestContext,
} from '@plumbline/core';
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

/** What of a search passed the check. */
export interface CheckedSearch {
  readonly documents: Passage[];
  /** Results of the service that were looked at. */
  readonly seen: number;
}

/** Reads page after page until enough passages pass the check or there are no more. Passages of one id count once. */
export async function collectChecked(
  k: number,
  check: (passage: Passage) => boolean,
  readPage: (page: number) => Promise<SearchPage>,
): Promise<CheckedSearch> {
  const kept = new Map<string, Passage>();
  let seen = 0;
  for (let page = 0; ; page += 1) {
    const { passages, more } = await readPage(page);
    seen += passages.length;
    for (const passage of passages) {
      if (kept.size < k && !kept.has(passage.id) && check(passage)) kept.set(passage.id, passage);
    }
    if (kept.size >= k || !more) return { documents: [...kept.values()], seen };
  }
}

/** Says that there may be more: the service gave all it gives, and the check took results out. */
export function searchFindings(
  validator: string,
  { documents, seen }: CheckedSearch,
  { k, limit, exact }: { k: number; limit: number; exact: boolean },
): Finding[] {
  if (exact || documents.length >= k || seen < limit) return [];
  const message = `${validator} looked at the ${limit} results that the service gives at most. Parts of the filter are not in the service's words and were checked afterwards: ${documents.length} passed, and there may be more.`;
  return [{ validator, severity: 'warn', action: 'allow', message }];
}
