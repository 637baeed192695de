import { CLASSIFICATIONS, type Passage, type Principal } from '@plumbline/core';
import { testPassage } from '@plumbline/core/testing';
import fc from 'fast-check';

const SEED = 20240607;
export const TENANTS = ['leak-a', 'leak-b', 'leak-c'];
const GROUPS = ['advisors', 'compliance', 'research'];
const CLIENTS = ['c-1', 'c-2', 'c-3', 'c-4'];
const UNITS = ['trading', 'wealth'];

const tokens = (kind: string, names: readonly string[]) =>
  fc
    .oneof(
      { arbitrary: fc.constant<string[]>([]), weight: 2 },
      { arbitrary: fc.subarray([...names], { minLength: 1, maxLength: 2 }), weight: 1 },
    )
    .map((chosen) => chosen.map((name) => `${kind}:${name}`));

const labels = fc.record({
  classification: fc.constantFrom(...CLASSIFICATIONS),
  acl: fc
    .tuple(
      // Now and then of two tenants, or of none.
      fc.oneof(
        { arbitrary: fc.constantFrom(...TENANTS).map((tenant) => [`tenant:${tenant}`]), weight: 8 },
        { arbitrary: fc.constantFrom([], ['tenant:leak-a', 'tenant:leak-b']), weight: 1 },
      ),
      tokens('group', GROUPS),
      tokens('client', CLIENTS),
      tokens('unit', UNITS),
    )
    .map((parts) => parts.flat()),
});

/** Passages of any class and access list that all answer the question about cash, the same ones in every run. */
export function leakPassages(count: number): Passage[] {
  return fc.sample(labels, { numRuns: count, seed: SEED }).map((metadata, place) =>
    testPassage({
      id: `leak-doc-${place}#0`,
      pageContent: `Northwind held cash of ${place} million dollars, mark${place}.`,
      metadata: { docId: `leak-doc-${place}`, title: 'Northwind cash', source: `doc-${place}.md`, ...metadata },
    }),
  );
}

/** Principals with any rights, the same ones in every run. */
export function leakPrincipals(count: number): Principal[] {
  const principals = fc.record({
    tenant: fc.constantFrom(...TENANTS),
    id: fc.constantFrom('ada', 'bob', 'eve'),
    roles: fc.subarray(['advisor', 'admin']),
    groups: fc.subarray(GROUPS),
    businessUnits: fc.subarray(UNITS),
    clearance: fc.constantFrom(...CLASSIFICATIONS),
    clientIds: fc.subarray(CLIENTS),
  });
  return fc.sample(principals, { numRuns: count, seed: SEED + 1 });
}
