import type { Principal } from '../contracts/principal.ts';
import type { RequestContext } from '../contracts/request-context.ts';

/** What a test may say about who asks; the rest is an advisor of the tenant `demo` with clearance `internal`. */
export type TestContextOverrides = Partial<Omit<RequestContext, 'principal'>> & { principal?: Partial<Principal> };

/** A valid request context. */
export function testContext({ principal, ...overrides }: TestContextOverrides = {}): RequestContext {
  return {
    principal: {
      tenant: 'demo',
      id: 'ada',
      roles: ['advisor'],
      groups: [],
      businessUnits: [],
      clearance: 'internal',
      clientIds: [],
      ...principal,
    },
    traceId: 'trace-1',
    ...overrides,
  };
}
