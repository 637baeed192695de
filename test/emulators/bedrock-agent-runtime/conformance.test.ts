import { BedrockAgentRuntimeClient } from '@aws-sdk/client-bedrock-agent-runtime';
import type { Passage } from '@plumbline/core';
import { testContext } from '@plumbline/core/testing';
import { KnowledgeBaseRetriever, knowledgeBaseAttributes } from '@plumbline/retrievers/bedrock';
import { filterCases, type RetrieverInput, retrieverCases } from '@plumbline/retrievers/testing';
import { describe, it } from 'vitest';

import { KNOWLEDGE_BASE_ID, start } from './start.ts';

function chunkOf({ id, pageContent, metadata }: Passage) {
  const attributes = knowledgeBaseAttributes(metadata, { passageId: id });
  return { id: `chunk of ${id}`, uri: `s3://docs/${metadata.source}`, text: pageContent, attributes };
}

/** Passages of the conformance cases in an emulated knowledge base, each a document of its own. */
async function createFixture() {
  const open: (() => void | Promise<void>)[] = [];
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  let client = new BedrockAgentRuntimeClient({ region: 'us-east-1', credentials });
  return {
    async fill(passages: readonly Passage[]) {
      const emulator = await start({ chunks: passages.map(chunkOf) });
      client = new BedrockAgentRuntimeClient({ endpoint: emulator.url, region: 'us-east-1', credentials });
      open.push(emulator.stop, () => client.destroy());
    },
    retriever: (input: RetrieverInput) =>
      new KnowledgeBaseRetriever({ client, knowledgeBaseId: KNOWLEDGE_BASE_ID, ...input }),
    async dispose() {
      for (const close of open.reverse()) await close();
    },
  };
}

describe.each(retrieverCases)('$name', ({ run }) => {
  it('holds for KnowledgeBaseRetriever', () => run(createFixture));
});

describe.each(filterCases)('$name', ({ run }) => {
  it('holds for KnowledgeBaseRetriever', () =>
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
