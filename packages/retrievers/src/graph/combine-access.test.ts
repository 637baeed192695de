import { CLASSIFICATIONS, canRead, type Principal, type Protected, sealAcl } from '@plumbline/core';
import { testContext } from '@plumbline/core/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { combineAccess } from './combine-access.ts';

const parts: fc.Arbitrary<Protected[]> = fc.array(
  fc.record({
    classification: fc.constantFrom(...CLASSIFICATIONS),
    acl: fc
      .subarray(['tenant:demo', 'tenant:demo', 'tenant:other', 'group:a', 'group:b', 'client:c', 'client:d', 'unit:u'])
      .chain((acl) => fc.constantFrom(acl, sealAcl(acl))),
  }),
  { minLength: 1, maxLength: 4 },
);
const principals: fc.Arbitrary<Principal> = fc
  .record({
    tenant: fc.constantFrom('demo', 'other'),
    clearance: fc.constantFrom(...CLASSIFICATIONS),
    groups: fc.subarray(['a', 'b']),
    clientIds: fc.subarray(['c', 'd']),
    businessUnits: fc.subarray(['u']),
  })
  .map((principal) => testContext({ principal }).principal);

it('whoever may read the whole may read each part', () => {
  fc.assert(
    fc.property(parts, principals, (given, principal) => {
      const whole = combineAccess(given);
      if (whole !== undefined && canRead(principal, whole)) {
        for (const part of given) expect(canRead(principal, part)).toBe(true);
      }
    }),
    { numRuns: 3_000 },
  );
});

it('one part alone is what it was', () => {
  fc.assert(
    fc.property(parts, principals, ([part], principal) => {
      if (part === undefined) return;
      const whole = combineAccess([part]);
      expect(whole !== undefined && canRead(principal, whole)).toBe(canRead(principal, part));
    }),
  );
});
