import { CLASSIFICATIONS, type Classification, type Protected } from '@plumbline/core';

const KINDS = ['tenant', 'group', 'client', 'unit'] as const;

/**
 * The access of what is made of several protected things: who may read it may read each of them. The strictest class; of
 * each kind of token those that every thing with that kind has.
 *
 * @returns undefined when one list cannot say it: one part is for group a, another for group b, and no token means "both"
 */
export function combineAccess(parts: readonly Protected[]): Protected | undefined {
  const acl: string[] = [];
  for (const kind of KINDS) {
    const lists = parts.map((part) => narrowing(part.acl, kind)).filter((list) => kind === 'tenant' || list.length > 0);
    const [first, ...others] = lists;
    if (first === undefined) continue;
    const common = first.filter((token) => others.every((list) => list.includes(token)));
    if (common.length === 0) return undefined;
    acl.push(...common);
  }
  return { acl: [...new Set(acl)].sort(), classification: strictest(parts) };
}

/** The tokens of a kind that leave somebody out. */
function narrowing(acl: readonly string[], kind: string): string[] {
  return acl.includes(`${kind}:*`) ? [] : acl.filter((token) => token.startsWith(`${kind}:`));
}

function strictest(parts: readonly Protected[]): Classification {
  const ranks = parts.map(({ classification }) => CLASSIFICATIONS.indexOf(classification));
  return CLASSIFICATIONS[Math.max(...ranks)] ?? 'restricted';
}
