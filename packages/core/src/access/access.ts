import { isCleared, readableClassifications } from '../contracts/classification.ts';
import type { Filter } from '../contracts/filter.ts';
import type { PassageMetadata } from '../contracts/passage.ts';
import type { Principal } from '../contracts/principal.ts';

/** What access control reads of a passage. */
export type Protected = Pick<PassageMetadata, 'acl' | 'classification'>;

const NARROWING_KINDS = ['group', 'client', 'unit'] as const;
type NarrowingKind = (typeof NARROWING_KINDS)[number];

/**
 * The rule of access: the classification is within the clearance, the tenant's token is present, and of each narrowing
 * kind (group, client, unit) that is present one token is the principal's.
 */
export function canRead(principal: Principal, { acl, classification }: Protected): boolean {
  if (!Array.isArray(acl) || !isCleared(principal.clearance, classification)) return false;
  if (!acl.includes(`tenant:${principal.tenant}`)) return false;
  return NARROWING_KINDS.every((kind) => {
    const present = acl.filter((token) => token.startsWith(`${kind}:`));
    return present.length === 0 || present.some((token) => tokensOf(principal, kind).includes(token));
  });
}

/**
 * The same rule as a filter over sealed access lists (see {@link sealAcl}), to run inside a query. What it lets through
 * is checked again with {@link canRead}.
 */
export function accessFilter(principal: Principal): Filter {
  return {
    op: 'and',
    filters: [
      { op: 'in', field: 'classification', values: readableClassifications(principal.clearance) },
      { op: 'in', field: 'acl', values: [`tenant:${principal.tenant}`] },
      ...NARROWING_KINDS.map<Filter>((kind) => ({ op: 'in', field: 'acl', values: tokensOf(principal, kind) })),
    ],
  };
}

/**
 * Writes `group:*`, `client:*` and `unit:*` for the kinds an access list does not narrow, sorted and without doubles.
 * An index stores sealed lists, so that "absent or matching" becomes plain membership in every query language.
 */
export function sealAcl(acl: readonly string[]): string[] {
  const wildcards = NARROWING_KINDS.filter((kind) => !acl.some((token) => token.startsWith(`${kind}:`)));
  return [...new Set([...acl, ...wildcards.map((kind) => `${kind}:*`)])].sort();
}

function tokensOf(principal: Principal, kind: NarrowingKind): string[] {
  const names = { group: principal.groups, client: principal.clientIds, unit: principal.businessUnits }[kind];
  return [`${kind}:*`, ...names.map((name) => `${kind}:${name}`)];
}
