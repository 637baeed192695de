import type { UserContext } from '@aws-sdk/client-kendra';
import type { RequestContext } from '@plumbline/core';

/**
 * Who asks, for the access lists Kendra keeps itself.
 * - `principal`: the id and the groups of the principal.
 * - `token`: the user's own JSON Web Token; Kendra checks it and reads user and groups from it.
 * - `none`: for an index without access lists. The labels of access are filtered by in any case.
 */
export type KendraUser =
  | 'principal'
  | 'none'
  | { readonly token: (context: RequestContext, signal: AbortSignal | undefined) => string | Promise<string> };

/** Kendra takes a token, or a user and groups, never both: API_UserContext.html */
export async function kendraUserContext(
  user: KendraUser,
  context: RequestContext,
  signal: AbortSignal | undefined,
): Promise<UserContext | undefined> {
  if (user === 'none') return undefined;
  if (user !== 'principal') return { Token: await user.token(context, signal) };
  const { id, groups } = context.principal;
  return { UserId: id, ...(groups.length === 0 ? {} : { Groups: groups }) };
}
