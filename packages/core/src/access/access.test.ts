import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATIONS } from '../contracts/classification.ts';
import type { Principal } from '../contracts/principal.ts';
import { matchFilter } from '../filter/match-filter.ts';
import { accessFilter, canRead, sealAcl } from './access.ts';

const advisor: Principal = {
  tenant: 'demo',
  id: 'ada',
  roles: ['advisor'],
  groups: ['advisors'],
  businessUnits: ['wealth'],
  clearance: 'confidential',
  clientIds: ['c-1'],
};

const names = fc.constantFrom('a', 'b', 'c');
const nameLists = fc.uniqueArray(names, { maxLength: 3 });
const principals = fc.record({
  tenant: names,
  id: fc.constant('p'),
  roles: fc.constant<string[]>([]),
  groups: nameLists,
  businessUnits: nameLists,
  clearance: fc.constantFrom(...CLASSIFICATIONS),
  clientIds: nameLists,
});
const tokens = fc.tuple(fc.constantFrom('tenant', 'group', 'client', 'unit'), names).map((parts) => parts.join(':'));
const passages = fc.record({
  acl: fc.uniqueArray(tokens, { maxLength: 6 }),
  classification: fc.constantFrom(...CLASSIFICATIONS),
});

describe('who may read a passage', () => {
  it.each([
    ['the tenant alone', ['tenant:demo'], true],
    ['no tenant token', ['group:advisors'], false],
    ['no token at all', [], false],
    ['another tenant', ['tenant:other'], false],
    ['one of its groups', ['tenant:demo', 'group:compliance', 'group:advisors'], true],
    ['only a foreign group', ['tenant:demo', 'group:compliance'], false],
    ['its client but a foreign unit', ['tenant:demo', 'client:c-1', 'unit:trading'], false],
    ['its client and its unit', ['tenant:demo', 'client:c-1', 'unit:wealth'], true],
  ])('%s', (_, acl, expected) => {
    expect(canRead(advisor, { acl, classification: 'public' })).toBe(expected);
  });

  it('refuses what is above the clearance', () => {
    expect(canRead(advisor, { acl: ['tenant:demo'], classification: 'restricted' })).toBe(false);
  });

  it('refuses an unknown classification', () => {
    expect(canRead(advisor, { acl: ['tenant:demo'], classification: 'secret' as never })).toBe(false);
  });
});

describe('the access filter', () => {
  it('equals the rule on sealed access lists', () => {
    fc.assert(
      fc.property(principals, passages, (principal, passage) => {
        const sealed = { ...passage, acl: sealAcl(passage.acl) };
        expect(matchFilter(accessFilter(principal))(sealed)).toBe(canRead(principal, passage));
        expect(canRead(principal, sealed)).toBe(canRead(principal, passage));
      }),
      { numRuns: 1000 },
    );
  });
});
