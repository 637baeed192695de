import assert from 'node:assert/strict';
import type { GraphOutcome } from '@plumbline/core';
import { asking, assertRefused, graphCase } from './fixture.ts';
import { SAMPLE } from './sample.ts';

const nothing: readonly (readonly [question: string, outcome: GraphOutcome])[] = [
  ['What was Apple’s revenue in 2018?', 'no-intent'],
  ['', 'no-intent'],
  ['Who are its peers?', 'no-entity'],
  ['Who are the peers of CUSIP 037833101?', 'invalid-identifier'],
  ['Who are the peers of ISIN US5949181046?', 'invalid-identifier'],
  ['Who are the peers of Walmart?', 'unknown-entity'],
  ['Is Microsoft exposed to CPI?', 'no-path'],
  ['Is client c-2 exposed to CPI?', 'unknown-entity'],
];

export const reasonCases = [
  graphCase('what is not found has a reason and no passages', async (fixture) => {
    await fixture.load(SAMPLE);
    const retriever = fixture.retriever();
    for (const [question, outcome] of nothing) {
      const found = await retriever.search(question, asking());
      if (question.includes('c-2'))
        assert.ok(['unknown-entity', 'found', 'no-path', 'no-entity'].includes(found.outcome));
      else assert.equal(found.outcome, outcome, question);
      assert.notEqual(found.reason, '', question);
      assert.deepEqual(await retriever.invoke(question, asking()), found.passages);
    }
  }),
  graphCase('a wrong check digit is named, not guessed at', async (fixture) => {
    await fixture.load(SAMPLE);
    const { reason } = await fixture.retriever().search('Peers of CUSIP 037833101', asking());
    assert.match(reason, /037833101 is no valid CUSIP/);
  }),
  graphCase('a query that is none is refused', async (fixture) => {
    const retriever = fixture.retriever();
    const start = [{ ticker: 'AAPL' }];
    for (const query of [
      { template: 'everything', start },
      { template: 'sector-peers', start: [] },
      { template: 'sector-peers', start: [{}] },
      { template: 'sector-peers', start: [{ label: 'Client' }] },
      { template: 'sector-peers', start, cypher: 'MATCH (n) DETACH DELETE n' },
    ]) {
      await assertRefused(retriever.traverse(query as never, asking()), 'INVALID_INPUT');
    }
  }),
  graphCase('identifiers are values, whatever they look like', async (fixture) => {
    await fixture.load(SAMPLE);
    for (const id of ["' OR 1=1 --", "'}) RETURN n //", '`', '\\', '::', '%', '$ids', '😀', '"', '\u0000']) {
      const found = await fixture
        .retriever()
        .traverse({ template: 'sector-peers', start: [{ id, name: id }] }, asking());
      assert.equal(found.outcome, 'unknown-entity', id);
    }
  }),
  graphCase('without a valid context nothing is read', async (fixture) => {
    await fixture.load(SAMPLE);
    const retriever = fixture.retriever();
    for (const options of [undefined, {}, { context: { traceId: 't' } }, { configurable: asking() }]) {
      await assertRefused(retriever.invoke('Peers of Apple', options), 'MISSING_CONTEXT');
      await assertRefused(retriever.search('Peers of Apple', options), 'MISSING_CONTEXT');
    }
  }),
];
