import assert from 'node:assert/strict';
import { PlumblineError } from '../../contracts/plumbline-error.ts';
import type { RecordStore } from '../../contracts/record-store.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import type { FakeClock } from '../fake-clock.ts';

/** A fresh, empty store and the clock it reads. */
export interface RecordStoreFixture {
  readonly store: RecordStore;
  readonly clock: FakeClock;
  dispose(): Promise<void>;
}

export function recordStoreCase(
  name: string,
  check: (fixture: RecordStoreFixture) => Promise<void>,
): ConformanceCase<RecordStoreFixture> {
  return {
    name,
    async run(create) {
      const fixture = await create();
      try {
        await check(fixture);
      } finally {
        await fixture.dispose();
      }
    },
  };
}

/** Fails unless the call rejects with a `PlumblineError` of this code. */
export async function assertRefused(call: Promise<unknown>, code: string): Promise<void> {
  await assert.rejects(call, (error) => {
    assert.ok(PlumblineError.isInstance(error), `expected a PlumblineError, got ${String(error)}`);
    assert.equal(error.code, code);
    return true;
  });
}

export const refusedInput = 'INVALID_INPUT';
export const conflict = 'VERSION_CONFLICT';
