import assert from 'node:assert/strict';
import { testContext, testPassage } from '@plumbline/core/testing';
import { assertRefused, conformanceCase } from '../conformance-case.ts';
import type { RetrieverFixture } from './fixture.ts';

const passages = [testPassage({ pageContent: 'Net sales rose.' })];

export const callCases = [
  conformanceCase<RetrieverFixture>('without a valid context nothing is searched', async (fixture) => {
    await fixture.fill(passages);
    const retriever = fixture.retriever({ k: 1 });
    const context = testContext();
    const wrong: (object | undefined)[] = [
      undefined,
      {},
      { configurable: { context } },
      { context: { principal: {} } },
    ];
    for (const config of wrong) await assertRefused(retriever.invoke('net sales', config), 'MISSING_CONTEXT');
  }),
  conformanceCase<RetrieverFixture>('an aborted call starts nothing, and a running one lets go', async (fixture) => {
    await fixture.fill(passages);
    const reason = new Error('the asker left');
    const retriever = fixture.retriever({ k: 1 });
    const before: object = { context: testContext(), signal: AbortSignal.abort(reason) };
    await assert.rejects(retriever.invoke('net sales', before), reason);
    const controller = new AbortController();
    const during: object = { context: testContext(), signal: controller.signal };
    const running = retriever.invoke('net sales', during);
    controller.abort(reason);
    await assert.rejects(running, reason);
  }),
  conformanceCase<RetrieverFixture>('a deadline that has passed ends the call', async (fixture) => {
    await fixture.fill(passages);
    const config: object = { context: testContext({ deadline: 1 }) };
    await assert.rejects(fixture.retriever({ k: 1 }).invoke('net sales', config), { name: 'TimeoutError' });
  }),
  conformanceCase<RetrieverFixture>('callbacks hear of start, end and error', async (fixture) => {
    await fixture.fill(passages);
    const events: string[] = [];
    const callbacks = [
      {
        handleRetrieverStart: () => void events.push('start'),
        handleRetrieverEnd: (documents: unknown[]) => void events.push(`end with ${documents.length}`),
        handleRetrieverError: () => void events.push('error'),
      },
    ];
    const config: object = { context: testContext(), callbacks };
    await fixture.retriever({ k: 1 }).invoke('net sales', config);
    const failing = fixture.retriever({ k: 1, filter: { op: 'exists', field: 'colour' } });
    await assertRefused(failing.invoke('net sales', config), 'UNSUPPORTED_FILTER');
    assert.deepEqual(events, ['start', 'end with 1', 'start', 'error']);
  }),
];
