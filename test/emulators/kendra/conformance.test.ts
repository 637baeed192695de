import { KendraClient } from '@aws-sdk/client-kendra';
import type { Passage } from '@plumbline/core';
import { testContext } from '@plumbline/core/testing';
import { KendraRetriever } from '@plumbline/retrievers/kendra';
import { filterCases, type RetrieverInput, retrieverCases } from '@plumbline/retrievers/testing';
import { describe, it } from 'vitest';
import { kendraPassageDocument } from './kendra-documents.ts';
import { INDEX_ID, start } from './start.ts';

/** Passages of the conformance cases in an emulated index, each a document of its own. */
async function createFixture() {
  const open: (() => void | Promise<void>)[] = [];
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  let client = new KendraClient({ region: 'us-east-1', credentials });
  return {
    async fill(passages: readonly Passage[]) {
      const emulator = await start({ documents: passages.map(kendraPassageDocument) });
      client = new KendraClient({ endpoint: emulator.url, region: 'us-east-1', credentials });
      open.push(emulator.stop, () => client.destroy());
    },
    retriever: (input: RetrieverInput) => new KendraRetriever({ client, indexId: INDEX_ID, ...input }),
    async dispose() {
      for (const close of open.reverse()) await close();
    },
  };
}

describe.each(retrieverCases)('$name', ({ run }) => {
  it('holds for KendraRetriever', () => run(createFixture));
});

describe.each(filterCases)('$name', ({ run }) => {
  it('holds for KendraRetriever', () =>
    run(async () => {
      const { retriever, fill, dispose } = await createFixture();
      // Who may read all passages of these cases; all of them share a word of their text.
      const groups = Array.from({ length: 20 }, (_, n) => `g${n}`);
      const context = testContext({ principal: { groups, clientIds: ['c'] } });
      return {
        fill,
        dispose,
        idsWhere: async (filter) =>
          (await retriever({ k: 100, filter }).invoke('revenue', { context })).map(({ id }) => id),
      };
    }));
});
