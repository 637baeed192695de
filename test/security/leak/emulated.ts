import { BedrockAgentRuntimeClient } from '@aws-sdk/client-bedrock-agent-runtime';
import { KendraClient } from '@aws-sdk/client-kendra';
import { KnowledgeBaseRetriever, knowledgeBaseAttributes } from '@plumbline/retrievers/bedrock';
import { KendraRetriever } from '@plumbline/retrievers/kendra';
import * as agentRuntime from '../../emulators/bedrock-agent-runtime/start.ts';
import { kendraDocument } from '../../emulators/kendra/kendra-documents.ts';
import * as kendra from '../../emulators/kendra/start.ts';
import { labelsByDocument, type OpenAdapter } from './adapter.ts';

const settings = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
/** What every passage has, and little else: the emulators rank by shared words. */
const question = 'Northwind cash';

export const openKendra: OpenAdapter = async (passages) => {
  const emulator = await kendra.start({ documents: passages.map(kendraDocument) });
  const client = new KendraClient({ endpoint: emulator.url, ...settings });
  return {
    retriever: new KendraRetriever({ client, indexId: kendra.INDEX_ID, k: 100 }),
    question,
    labelsOf: labelsByDocument(passages),
    async close() {
      client.destroy();
      await emulator.stop();
    },
  };
};

export const openKnowledgeBase: OpenAdapter = async (passages) => {
  const chunks = passages.map(({ id, pageContent, metadata }) => ({
    id,
    uri: `s3://docs/${metadata.source}`,
    text: pageContent,
    attributes: knowledgeBaseAttributes(metadata),
  }));
  const emulator = await agentRuntime.start({ chunks });
  const client = new BedrockAgentRuntimeClient({ endpoint: emulator.url, ...settings });
  return {
    retriever: new KnowledgeBaseRetriever({ client, knowledgeBaseId: agentRuntime.KNOWLEDGE_BASE_ID, k: 100 }),
    question,
    labelsOf: labelsByDocument(passages),
    async close() {
      client.destroy();
      await emulator.stop();
    },
  };
};
