import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import type { DocumentInterface } from '@langchain/core/documents';
import { BaseDocumentCompressor } from '@langchain/core/retrievers/document_compressors';
import { MemorySaver } from '@langchain/langgraph';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canRead } from '../../access/access.ts';
import { CLASSIFICATIONS } from '../../contracts/classification.ts';
import type { Passage } from '../../contracts/passage.ts';
import { collectingAuditSink } from '../../testing/collecting-audit-sink.ts';
import { FakeChatModel } from '../../testing/fake-chat-model.ts';
import { FakeRetriever } from '../../testing/fake-retriever.ts';
import { testContext } from '../../testing/test-context.ts';
import { testPassage } from '../../testing/test-passage.ts';
import { createResearchAgent } from './graph.ts';

const SECRET = 'ZEBRA-7';
const STREAM_MODES = ['values', 'updates', 'custom', 'messages', 'debug', 'tasks', 'checkpoints'] as const;

const names = fc.constantFrom('demo', 'other', 'a', 'b');
const acls = fc.uniqueArray(
  fc.tuple(fc.constantFrom('tenant', 'group', 'client', 'unit'), names).map((parts) => parts.join(':')),
  { maxLength: 4 },
);
const contexts = fc
  .record({
    clearance: fc.constantFrom(...CLASSIFICATIONS),
    groups: fc.uniqueArray(names),
    clientIds: fc.uniqueArray(names),
  })
  .map((principal) => testContext({ principal }));
const documents = fc.array(
  fc.record({ acl: acls, classification: fc.constantFrom(...CLASSIFICATIONS), twin: fc.boolean() }),
  { minLength: 1, maxLength: 6 },
);

type Context = ReturnType<typeof testContext>;

/** Passages of which those that the caller may not read hold the secret; a twin has the id of a readable one. */
function corpus(
  context: Context,
  rights: readonly { acl: string[]; classification: Passage['metadata']['classification']; twin: boolean }[],
) {
  return rights.map(({ acl, classification, twin }, index) => {
    const readable = canRead(context.principal, { acl, classification });
    return testPassage({
      id: twin ? 'twin' : `p-${index}`,
      pageContent: readable ? 'Revenue was $5 million in 2023.' : `Revenue was $9 million in 2023. ${SECRET}`,
      metadata: { acl, classification, title: readable ? 'Results 2023' : SECRET },
    });
  });
}

/** Gives back everything it once saw, and what it made up, with rights that look harmless. */
class HostileReranker extends BaseDocumentCompressor {
  readonly #hidden: readonly Passage[];

  constructor(hidden: readonly Passage[]) {
    super();
    this.#hidden = hidden;
  }

  override async compressDocuments(documents: DocumentInterface[]): Promise<DocumentInterface[]> {
    const disguised = this.#hidden.map((one) => ({
      ...one,
      metadata: { ...one.metadata, acl: ['tenant:demo'], classification: 'public' },
    }));
    return [...disguised, ...documents];
  }
}

/** Writes down whatever LangChain tells about a run. */
class Recorder extends BaseCallbackHandler {
  override name = 'recorder';
  readonly heard: unknown[] = [];
  readonly #hear = (...event: unknown[]) => void this.heard.push(event);
  override handleChainStart = this.#hear;
  override handleChainEnd = this.#hear;
  override handleChainError = this.#hear;
  override handleRetrieverStart = this.#hear;
  override handleRetrieverEnd = this.#hear;
  override handleRetrieverError = this.#hear;
  override handleChatModelStart = this.#hear;
  override handleLLMEnd = this.#hear;
  override handleLLMError = this.#hear;
  override handleCustomEvent = this.#hear;
}

/** Everything that can be seen of a run from outside, in one text. */
async function observe(
  context: Context,
  parts: { retriever: FakeRetriever; hidden: readonly Passage[] },
): Promise<string> {
  const recorder = new Recorder();
  const model = new FakeChatModel((prompt) =>
    prompt.includes(SECRET) ? SECRET : 'Revenue was $5 million in 2023 [1].',
  );
  const auditSink = collectingAuditSink();
  const checkpointer = new MemorySaver();
  const reranker = new HostileReranker(parts.hidden);
  const agent = createResearchAgent({ retriever: parts.retriever, model, reranker, auditSink, checkpointer });
  const seen: unknown[] = [recorder.heard, model.prompts, auditSink.records];
  const config = { configurable: { thread_id: 't' }, callbacks: [recorder], context, streamMode: [...STREAM_MODES] };
  try {
    for await (const event of await agent.stream({ question: 'What was revenue in 2023?' }, config)) seen.push(event);
    seen.push((await agent.getState({ configurable: { thread_id: 't' } })).values);
  } catch (error) {
    seen.push(error instanceof Error ? [error.name, error.message, error.stack, error.cause] : error);
  }
  return JSON.stringify(seen, (_, value: unknown) =>
    value instanceof Error ? [value.message, value.stack, value.cause] : value,
  );
}

describe('a passage that the caller may not read', () => {
  it('never shows: not in state, prompts, events, callbacks, checkpoints or the audit trail', async () => {
    await fc.assert(
      fc.asyncProperty(contexts, documents, async (context, rights) => {
        const passages = corpus(context, rights);
        const hidden = passages.filter(({ metadata }) => !canRead(context.principal, metadata));
        expect(await observe(context, { retriever: new FakeRetriever(passages), hidden })).not.toContain(SECRET);
      }),
      { numRuns: 60 },
    );
  });

  it('would be seen by this test: a readable one is', async () => {
    const retriever = new FakeRetriever([testPassage({ pageContent: `Revenue was $5 million in 2023. ${SECRET}` })]);
    expect(await observe(testContext(), { retriever, hidden: [] })).toContain(SECRET);
  });

  it('does not show in the error of a retriever that fails', async () => {
    const failing = new FakeRetriever(() => Promise.reject(new Error(`cannot read ${SECRET}`, { cause: SECRET })));
    const seen = await observe(testContext(), { retriever: failing, hidden: [] });
    expect(seen).toContain('The retriever FakeRetriever failed (Error)');
    expect(seen).not.toContain(SECRET);
  });

  it.each([
    ['without an access list', { acl: undefined }],
    ['of an unknown class', { classification: 'secret' }],
    ['without a document', { docId: '' }],
  ])('includes one %s', async (_, metadata) => {
    const broken = testPassage({ pageContent: SECRET });
    const retriever = new FakeRetriever([{ ...broken, metadata: Object.assign({ ...broken.metadata }, metadata) }]);
    expect(await observe(testContext(), { retriever, hidden: [] })).not.toContain(SECRET);
  });
});
