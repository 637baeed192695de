import type { Principal } from '@plumbline/core';

/** Finds out who calls from the headers of a request; `undefined` refuses the call. */
export type Identify = (headers: Headers) => Promise<Principal | undefined>;

/** Nobody is known: what the service uses until an issuer is configured (fail closed). */
export const refuseEveryone: Identify = async () => undefined;

/** Development only: every caller is this principal. The service warns visibly when it runs with it. */
export function developmentIdentity(principal: Principal): Identify {
  return async () => principal;
}
