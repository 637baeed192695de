import assert from 'node:assert/strict';
import { PlumblineError } from '@plumbline/core';
import type { ConformanceCase } from '@plumbline/core/testing';

interface Disposable {
  dispose(): Promise<void>;
}

/** A case with a fixture of its own, which is disposed of whatever happens. */
export function conformanceCase<Fixture extends Disposable>(
  name: string,
  check: (fixture: Fixture) => Promise<void>,
): ConformanceCase<Fixture> {
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

/** Ids in order, to compare sets. */
export function idsOf(passages: readonly { readonly id: string }[]): string[] {
  return passages.map(({ id }) => id).sort();
}
