import type { Principal } from '@plumbline/core';

/** The labels of a document as the test itself keeps them. */
export interface Labels {
  readonly classification: string;
  readonly acl: readonly string[];
}

const LEVELS = ['public', 'internal', 'confidential', 'restricted'];

/**
 * The rule of access, written down a second time from its description, so that a mistake in the one of core shows:
 * cleared for the class; the tenant is named; of each of group, client and unit that is named, one is the principal's.
 */
export function mayRead(principal: Principal, { classification, acl }: Labels): boolean {
  const level = LEVELS.indexOf(classification);
  if (level < 0 || level > LEVELS.indexOf(principal.clearance)) return false;
  const own: Record<string, readonly string[]> = {
    group: principal.groups,
    client: principal.clientIds,
    unit: principal.businessUnits,
  };
  const named = acl.map((token) => {
    const at = token.indexOf(':');
    return { kind: token.slice(0, at), name: token.slice(at + 1) };
  });
  if (!named.some(({ kind, name }) => kind === 'tenant' && name === principal.tenant)) return false;
  return Object.entries(own).every(([kind, names]) => {
    const wanted = named.filter((token) => token.kind === kind);
    return wanted.length === 0 || wanted.some(({ name }) => names.includes(name));
  });
}
