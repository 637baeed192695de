import { describe, expect, it } from 'vitest';
import { findLeaks } from './leak/adapter.ts';
import { ADAPTERS } from './leak/adapters.ts';
import { openCareless } from './leak/embedded.ts';
import { leakPassages, leakPrincipals } from './leak/population.ts';

/** A sample of the 1,000 principals whom `leak.stack.test.ts` asks for (`npm run test:stack -- leak`); all of the documents. */
const PASSAGES = leakPassages(1000);
const PRINCIPALS = leakPrincipals(25);

describe('of 1,000 documents, none above the clearance or outside the access list shows', () => {
  it.each(ADAPTERS)('%s', async (_, open) => {
    const adapter = await open(PASSAGES);
    try {
      const { leaks, shown, served } = await findLeaks(adapter, PRINCIPALS);
      expect(leaks).toEqual([]);
      // The test would pass for a retriever that finds nothing.
      expect(served).toBeGreaterThan(PRINCIPALS.length * 0.9);
      expect(shown).toBeGreaterThan(PRINCIPALS.length * 5);
    } finally {
      await adapter.close();
    }
  });

  it('would be seen: a retriever that checks nothing leaks', async () => {
    const { leaks } = await findLeaks(await openCareless(PASSAGES), PRINCIPALS.slice(0, 2));
    expect(leaks).toHaveLength(5);
  });
});
