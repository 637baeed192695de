import { describe, expect, it } from 'vitest';
import type { Finding } from '../../contracts/finding.ts';
import type { Passage } from '../../contracts/passage.ts';
import type { Retrieval } from '../../contracts/retrieval.ts';
import { collectingAuditSink } from '../../testing/collecting-audit-sink.ts';
import { FakeChatModel } from '../../testing/fake-chat-model.ts';
import { FakeRetriever } from '../../testing/fake-retriever.ts';
import { testContext } from '../../testing/test-context.ts';
import { testPassage } from '../../testing/test-passage.ts';
import { createResearchAgent } from './graph.ts';

const LATE: Finding = { validator: 'tiers', severity: 'warn', action: 'allow', message: 'The tier graph was late.' };
const READABLE = testPassage({ id: 'a' });
const HIDDEN = testPassage({ id: 'b', metadata: { classification: 'restricted' } });

class ReportingFake extends FakeRetriever {
  readonly reportsFindings = true;
  readonly #retrieval: () => Retrieval;

  constructor(retrieval: () => Retrieval) {
    super([]);
    this.#retrieval = retrieval;
  }

  async retrieve(): Promise<Retrieval> {
    return this.#retrieval();
  }
}

function run(retrieval: () => Retrieval) {
  const model = new FakeChatModel('Revenue rose 4.1% to $1.2 billion in fiscal year 2023 [1].');
  const agent = createResearchAgent({
    retriever: new ReportingFake(retrieval),
    model,
    auditSink: collectingAuditSink(),
  });
  return agent.invoke({ question: 'How did revenue change in 2023?' }, { context: testContext() });
}

describe('a retriever that reports findings', () => {
  it('has them in the answer', async () => {
    const { answer, findings } = await run(() => ({ documents: [READABLE], findings: [LATE] }));
    expect(findings).toContainEqual(LATE);
    expect(answer?.findings).toContainEqual(LATE);
    expect(answer?.citations.map(({ passageId }) => passageId)).toEqual(['a']);
  });

  it('is checked for access like any other', async () => {
    const documents: Passage[] = [HIDDEN, READABLE];
    const { passages } = await run(() => ({ documents, findings: [] }));
    expect(passages.map(({ id }) => id)).toEqual(['a']);
  });

  it('fails as a retriever when it does not keep to its form', async () => {
    const broken: Finding = { ...LATE, validator: '' };
    await expect(run(() => ({ documents: [READABLE], findings: [broken] }))).rejects.toMatchObject({
      code: 'RETRIEVAL',
    });
  });
});
