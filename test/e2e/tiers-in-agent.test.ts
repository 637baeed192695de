import { createResearchAgent } from '@plumbline/core/agents';
import { collectingAuditSink, FakeRetriever, testContext, testPassage } from '@plumbline/core/testing';
import { CachedRetriever, createLruRetrievalCache } from '@plumbline/retrievers/cache';
import { TieredRetriever } from '@plumbline/retrievers/tiered';
import { ExtractiveChatModel } from '@plumbline/router';
import { describe, expect, it } from 'vitest';

const question = 'How much was revenue in fiscal year 2023?';
const down = new FakeRetriever(async () => {
  throw Object.assign(new Error('ZEBRA is at 10.0.0.1'), { code: 'ECONNREFUSED' });
});
const passages = new FakeRetriever([testPassage({ id: 'annual-results#0' })]);

function agentOver(tiers: { name: string; retriever: FakeRetriever }[]) {
  const retriever = new CachedRetriever({
    retriever: new TieredRetriever({ tiers }),
    cache: createLruRetrievalCache(),
    index: { name: 'demo', version: '1' },
    version: '1',
  });
  const auditSink = collectingAuditSink();
  return createResearchAgent({ retriever, model: new ExtractiveChatModel(), auditSink });
}

describe('the research agent over tiers behind a cache', () => {
  it('answers from the tiers that are up, and says which one was not', async () => {
    const agent = agentOver([
      { name: 'passages', retriever: passages },
      { name: 'graph', retriever: down },
    ]);
    for (let round = 0; round < 2; round += 1) {
      const { answer } = await agent.invoke({ question }, { context: testContext() });
      expect(answer?.citations.map(({ passageId }) => passageId)).toEqual(['annual-results#0']);
      const messages = answer?.findings.map(({ message }) => message);
      expect(messages).toContain('The tier graph was left out: it failed (Error, ECONNREFUSED).');
      expect(JSON.stringify(answer)).not.toContain('ZEBRA');
    }
  });

  it('fails as something to try again when every tier is down', async () => {
    const agent = agentOver([{ name: 'graph', retriever: down }]);
    const run = agent.invoke({ question }, { context: testContext() });
    await expect(run).rejects.toMatchObject({ code: 'TIERS_FAILED', retryable: true });
  });
});
