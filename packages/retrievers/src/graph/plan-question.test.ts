import type { GraphQuery } from '@plumbline/core';
import { testContext } from '@plumbline/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planQuestion } from './plan-question.ts';

const { principal } = testContext({ principal: { clientIds: ['c-1001', 'c-10', 'acme'] } });
const plan = (question: string) => planQuestion(question, { principal });

const APPLE = { name: 'Apple Inc.', ticker: 'AAPL' };
const YIELD = { name: '10-year Treasury yield' };

describe('a question to the graph', () => {
  it.each<[string, GraphQuery]>([
    ['Who are Apple’s peers?', { template: 'sector-peers', start: [APPLE] }],
    [
      'Competitors of $AAPL and 3M?',
      { template: 'sector-peers', start: [APPLE, { name: '3M Company', ticker: 'MMM' }] },
    ],
    ['Which companies are in the energy sector?', { template: 'sector-peers', start: [{ name: 'Energy' }] }],
    [
      'Which comparable companies has ISIN US0378331005?',
      { template: 'sector-peers', start: [{ isin: 'US0378331005' }] },
    ],
    [
      'Who owns Amcor?',
      { template: 'ownership-chain', direction: 'upstream', start: [{ name: 'Amcor plc', ticker: 'AMCR' }] },
    ],
    [
      'Which subsidiaries does Amcor own?',
      { template: 'ownership-chain', direction: 'downstream', start: [{ name: 'Amcor plc', ticker: 'AMCR' }] },
    ],
    ['Ownership of Apple', { template: 'ownership-chain', start: [APPLE] }],
    ['Who are the suppliers of Apple?', { template: 'supply-chain', direction: 'upstream', start: [APPLE] }],
    ['Who are the customers of Apple?', { template: 'supply-chain', direction: 'downstream', start: [APPLE] }],
    ['Describe Apple’s supply chain', { template: 'supply-chain', start: [APPLE] }],
    ['Which securities are correlated with Apple?', { template: 'correlated-securities', start: [APPLE] }],
    ['What is Apple exposed to?', { template: 'exposure-path', start: [APPLE] }],
    [
      'Would Apple be hurt by a higher 10-year Treasury yield?',
      { template: 'exposure-path', start: [APPLE], target: [YIELD] },
    ],
    ['What is sensitive to the 10-year Treasury yield?', { template: 'exposure-path', start: [YIELD] }],
    [
      'How is client c-1001 exposed to CPI?',
      { template: 'exposure-path', start: [{ id: 'c-1001' }], target: [{ name: 'CPI' }] },
    ],
    [
      'Is c-1001’s Apple position sensitive to CPI?',
      { template: 'exposure-path', start: [{ id: 'c-1001' }], target: [{ name: 'CPI' }], through: [APPLE] },
    ],
    [
      'Which of my clients are exposed to CPI?',
      {
        template: 'exposure-path',
        start: [{ id: 'c-1001' }, { id: 'c-10' }, { id: 'acme' }],
        target: [{ name: 'CPI' }],
      },
    ],
    [
      'Who owns United Launch Alliance?',
      {
        template: 'ownership-chain',
        direction: 'upstream',
        start: [{ name: 'United Launch Alliance', shortName: 'United Launch Alliance' }],
      },
    ],
    [
      'Is Bank of the Lower Valley’s parent listed?',
      {
        template: 'ownership-chain',
        direction: 'upstream',
        start: [{ name: 'Bank of the Lower Valley', shortName: 'Bank of the Lower Valley' }],
      },
    ],
  ])('%s', (question, query) => {
    expect(plan(question)).toEqual({ query });
  });

  it.each([
    ['What was Apple’s revenue in 2018?', 'no-intent'],
    ['Summarise the 10-year Treasury yield in 2015', 'no-intent'],
    ['Who are the peers?', 'no-entity'],
    ['Who owns CUSIP 037833109?', 'invalid-identifier'],
    ['peers of SEDOL: 2046252', 'invalid-identifier'],
  ])('%s → %s', (question, outcome) => {
    expect(plan(question)).toMatchObject({ outcome, reason: expect.stringMatching(/\.$/) });
  });

  it('knows the asker’s own clients only, as whole words', () => {
    const clientsIn = (question: string) => {
      const planned = plan(question);
      return 'query' in planned ? planned.query.start : planned.outcome;
    };
    expect(clientsIn('Is c-10 exposed to CPI?')).toEqual([{ id: 'c-10' }]);
    expect(clientsIn('Is c-10, then, exposed to CPI?')).toEqual([{ id: 'c-10' }]);
    expect(clientsIn('Is c-100 exposed to CPI?')).toEqual([{ name: 'CPI' }]);
    expect(clientsIn('Is pacmen-acme exposed to CPI?')).toEqual([{ name: 'CPI' }]);
  });

  it('may be anything and long, and names no more than twenty of a kind', () => {
    const words = fc.constantFrom(
      'peers',
      'Apple',
      '$AAPL',
      'owns',
      'CPI',
      'client',
      'c-10',
      'CUSIP',
      '037833100',
      'x',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words, { maxLength: 200 }).map((list) => list.join(' ')),
        ),
        (question) => {
          const planned = plan(question);
          if ('query' in planned) expect(planned.query.start.length).toBeLessThanOrEqual(20);
        },
      ),
    );
    expect(plan(`${'does it own '.repeat(20_000)}Apple`)).toMatchObject({ query: { start: [APPLE] } });
  });
});
