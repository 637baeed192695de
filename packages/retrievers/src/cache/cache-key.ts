import { createHash } from 'node:crypto';
import { type Filter, InvalidInputError, type RequestContext } from '@plumbline/core';
import { normaliseQuestion } from './normalise-question.ts';
import type { RetrievalCacheKey } from './retrieval-cache.ts';

/** The index that is asked, as it is now. */
export interface IndexState {
  /** Letters, digits, `_`, `-` and `.`. */
  readonly name: string;
  /**
   * Changes with everything that changes a result or a right: a write, a delete, a new classification, a swap of the
   * alias. What was cached under another version is not found again.
   */
  readonly version: string;
  /**
   * The access tokens (`group:x`, `client:x`, `unit:x`) that stand in the index. Then callers who differ in other tokens
   * alone share entries: advisors with clients of their own, over an index without client documents. Default: unknown,
   * and every token of the caller counts.
   */
  readonly accessTokens?: ReadonlySet<string>;
}

export interface RetrievalCacheKeyInput {
  readonly question: string;
  readonly context: RequestContext;
  readonly index: IndexState;
  /** What the retriever filters by, beside the access of the caller. */
  readonly filter?: Filter | undefined;
  /** Changes with everything else that changes a result: weights, `k`, the reranker. */
  readonly retrieverVersion: string;
  /** Whether nobody shares entries with another person: the principal's id counts as well. Default false. */
  readonly perPrincipal?: boolean | undefined;
}

/** A new layout of keys or entries is a new space of keys. */
const LAYOUT = 1;

/**
 * The key of a retrieval: one hash over tenant, entitlements, normalised question, filter, as-of, index version and
 * retriever version. Two principals have the same key only when they may see the same passages. Their id and roles do
 * not count, because access does not ask for them; the id does with `perPrincipal`.
 *
 * @throws InvalidInputError for an index name that is none
 */
export function retrievalCacheKey(input: RetrievalCacheKeyInput): RetrievalCacheKey {
  const { question, context, index, filter, retrieverVersion, perPrincipal = false } = input;
  checkIndexName(index.name);
  const parts = [
    LAYOUT,
    index.name,
    index.version,
    retrieverVersion,
    ...entitlementsOf(context, index.accessTokens),
    perPrincipal ? context.principal.id : null,
    context.asOf ?? null,
    filter === undefined ? null : sortKeys(filter),
    normaliseQuestion(question),
  ];
  // JSON keeps parts apart, whatever characters stand in them.
  return { index: index.name, hash: createHash('sha256').update(JSON.stringify(parts)).digest('hex') };
}

/** @throws InvalidInputError for what cannot stand in a key */
export function checkIndexName(name: string): void {
  if (/^[\w.-]{1,100}$/.test(name)) return;
  throw new InvalidInputError(
    `The index name ${JSON.stringify(name)} cannot stand in a cache key; use letters, digits, "_", "-" and ".".`,
  );
}

/** What access asks of a principal: tenant, clearance, and its tokens, sorted and each once. */
function entitlementsOf(
  { principal }: RequestContext,
  accessTokens: ReadonlySet<string> | undefined,
): [tenant: string, clearance: string, tokens: string[]] {
  const tokens = [
    ...principal.groups.map((name) => `group:${name}`),
    ...principal.businessUnits.map((name) => `unit:${name}`),
    ...principal.clientIds.map((name) => `client:${name}`),
  ];
  const counting = accessTokens === undefined ? tokens : tokens.filter((token) => accessTokens.has(token));
  return [principal.tenant, principal.clearance, [...new Set(counting)].sort()];
}

/** The same value with the keys of each object in order: `{ a, b }` and `{ b, a }` are one filter. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return members.map(([key, member]) => [key, sortKeys(member)]);
}
