import { describe, expect, it } from 'vitest';
import { findLeaks } from './leak/adapter.ts';
import { ADAPTERS } from './leak/adapters.ts';
import { leakPassages, leakPrincipals } from './leak/population.ts';
import { SERVER_ADAPTERS } from './leak/servers.ts';

const PASSAGES = leakPassages(1000);
const PRINCIPALS = leakPrincipals(1000);

describe('of 1,000 documents, 1,000 principals see none above the clearance or outside the access list', () => {
  it.each([...SERVER_ADAPTERS, ...ADAPTERS])(
    '%s',
    async (_, open) => {
      const adapter = await open(PASSAGES);
      try {
        const { leaks, shown, served } = await findLeaks(adapter, PRINCIPALS);
        expect(leaks).toEqual([]);
        expect(served).toBeGreaterThan(PRINCIPALS.length * 0.9);
        expect(shown).toBeGreaterThan(PRINCIPALS.length * 5);
      } finally {
        await adapter.close();
      }
    },
    600_000,
  );
});
