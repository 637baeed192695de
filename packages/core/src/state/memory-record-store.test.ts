import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { recordStoreCases } from '../testing/record-store-cases.ts';
import { createMemoryRecordStore } from './memory-record-store.ts';

describe('the memory record store', () => {
  it.each(recordStoreCases)('$name', async ({ run }) => {
    await run(async () => {
      const clock = fakeClock();
      return { store: createMemoryRecordStore({ clock }), clock, dispose: async () => {} };
    });
  });

  it('frees what has expired', async () => {
    const clock = fakeClock();
    const store = createMemoryRecordStore({ clock });
    await store.put({ partition: 'p', sort: 'stays', value: 1 });
    await store.put({ partition: 'p', sort: 'goes', value: 1, expiresAt: clock() + 1 });
    clock.advance(1);
    expect(await store.purgeExpired()).toBe(1);
    expect(await store.purgeExpired()).toBe(0);
    expect((await store.list('p')).records).toHaveLength(1);
  });
});
