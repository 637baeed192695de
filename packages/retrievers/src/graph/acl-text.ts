import { sealAcl } from '@plumbline/core';

/** No token holds two colons in a row, so that each stands whole between two of these. */
const MARK = '::';

/**
 * An access list as one text, sealed and sorted: `::client:*::group:research::tenant:demo::unit:*::`. openCypher on Neptune
 * keeps no lists as properties; membership becomes "contains `::token::`", the same in every query language.
 */
export function formatAcl(tokens: readonly string[]): string {
  return `${MARK}${sealAcl(tokens).join(MARK)}${MARK}`;
}

/** The tokens of {@link formatAcl}. */
export function parseAcl(text: string): string[] {
  return text.split(MARK).filter((token) => token !== '');
}

/** What a stored access list contains when it holds the token. */
export function aclNeedle(token: string): string {
  return `${MARK}${token}${MARK}`;
}
