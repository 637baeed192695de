import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import { testContext } from '../testing/test-context.ts';
import { MissingContextError } from './errors.ts';
import { type Principal, principalSchema } from './principal.ts';
import { type RequestContext, type requestContextSchema, requireRequestContext } from './request-context.ts';

const minimal = { tenant: 'demo', id: 'ada', clearance: 'public' };

describe('a principal', () => {
  it('needs a tenant, an id and a clearance, and belongs to nothing else by default', () => {
    expect(principalSchema.parse(minimal)).toEqual({
      ...minimal,
      roles: [],
      groups: [],
      businessUnits: [],
      clientIds: [],
    });
    expectTypeOf<z.input<typeof principalSchema>>().toMatchTypeOf<{ tenant: string; groups?: string[] | undefined }>();
    expectTypeOf<z.output<typeof principalSchema>>().toEqualTypeOf<Principal>();
  });

  it.each([
    ['no tenant', { tenant: undefined }],
    ['an empty id', { id: '' }],
    ['no clearance', { clearance: undefined }],
    ['an unknown clearance', { clearance: 'secret' }],
    ['a member it does not know', { admin: true }],
  ])('with %s is refused', (_, change) => {
    expect(principalSchema.safeParse({ ...minimal, ...change }).success).toBe(false);
  });

  it.each(['a:b', '*', 'a*', 'a b', 'a\n', ''])(
    'the name %j could not stand in an access token and is refused',
    (name) => {
      for (const change of [{ tenant: name }, { groups: [name] }, { businessUnits: [name] }, { clientIds: [name] }]) {
        expect(principalSchema.safeParse({ ...minimal, ...change }).success).toBe(false);
      }
    },
  );
});

describe('the request context of a call', () => {
  it('is read from the context of the config, with defaults filled in', () => {
    const context = { principal: minimal, traceId: 't-1', asOf: '2024-03-31', deadline: 1, purpose: 'review' };
    expect(requireRequestContext({ context }, 'a test')).toEqual({
      ...context,
      principal: principalSchema.parse(minimal),
    });
  });

  it.each([
    ['a day', '2024-03-31'],
    ['an instant with offset', '2024-03-31T10:00:00+02:00'],
    ['an instant in UTC', '2024-03-31T10:00:00Z'],
  ])('takes %s as as-of date', (_, asOf) => {
    expect(requireRequestContext({ context: testContext({ asOf }) }, 'a test').asOf).toBe(asOf);
  });

  it.each<[string, { context?: unknown; configurable?: unknown } | undefined]>([
    ['no config', undefined],
    ['no context', {}],
    ['null', { context: null }],
    ['no object', { context: 'ada' }],
    ['a context under configurable only', { configurable: { context: testContext() } }],
    ['no principal', { context: { traceId: 't-1' } }],
    ['no trace id', { context: { principal: minimal } }],
    ['an empty trace id', { context: { principal: minimal, traceId: '' } }],
    ['a day that does not exist', { context: testContext({ asOf: '2024-02-30' }) }],
    ['an instant without offset', { context: testContext({ asOf: '2024-03-31T10:00:00' }) }],
    ['a deadline that is no time', { context: testContext({ deadline: -1 }) }],
  ])('%s is refused', (_, config) => {
    expect(() => requireRequestContext(config, 'the retriever')).toThrow(MissingContextError);
    expect(() => requireRequestContext(config, 'the retriever')).toThrow(/^the retriever needs a RequestContext: /);
  });

  it('says what is wrong in one line, without the values', () => {
    const context = { ...testContext(), asOf: 'ssn 078-05-1120' };
    expect(() => requireRequestContext({ context }, 'x')).toThrow(/asOf/);
    expect(() => requireRequestContext({ context }, 'x')).not.toThrow(/078-05-1120|\n/);
  });

  it('has the type its schema gives', () => {
    expectTypeOf<z.infer<typeof requestContextSchema>>().toEqualTypeOf<RequestContext>();
    expectTypeOf(requireRequestContext).returns.toEqualTypeOf<RequestContext>();
    expectTypeOf<RequestContext['asOf']>().toEqualTypeOf<string | undefined>();
  });
});
