import assert from 'node:assert/strict';
import { type GraphRetriever, type GraphSearch, PlumblineError, type Principal } from '@plumbline/core';
import { type ConformanceCase, testContext } from '@plumbline/core/testing';
import type { GraphElements } from '../../graph/elements.ts';
import type { GraphSearchOptions } from '../../graph/search-graph.ts';

/** An empty graph, what fills it, and retrievers over it. */
export interface GraphFixture {
  load(elements: GraphElements): Promise<void>;
  retriever(options?: GraphSearchOptions): GraphRetriever;
  dispose(): Promise<void>;
}

export function graphCase(
  name: string,
  check: (fixture: GraphFixture) => Promise<void>,
): ConformanceCase<GraphFixture> {
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

/** The config of an asker of the tenant `demo`. */
export function asking(principal: Partial<Principal> = {}, rest: { asOf?: string; deadline?: number } = {}) {
  return { context: testContext({ principal, ...rest }) };
}

/** Fails unless the call rejects with a `PlumblineError` of this code. */
export async function assertRefused(call: Promise<unknown>, code: string): Promise<void> {
  await assert.rejects(call, (error) => {
    assert.ok(PlumblineError.isInstance(error), `expected a PlumblineError, got ${String(error)}`);
    assert.equal(error.code, code);
    return true;
  });
}

/** The node ids of the paths found, each as one text. */
export function pathsOf({ passages }: GraphSearch): string[] {
  return passages.map(({ metadata }) => metadata.nodes.join(' '));
}

/** The last node of each path found, sorted. */
export function endsOf({ passages }: GraphSearch): string[] {
  return passages.map(({ metadata }) => metadata.nodes.at(-1) ?? '').sort();
}
