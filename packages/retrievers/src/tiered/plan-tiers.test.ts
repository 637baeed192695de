import { describe, expect, it } from 'vitest';
import { planTiers, type TierHoldings } from './plan-tiers.ts';

const TIERS: TierHoldings[] = [
  { name: 'filings', docTypes: ['10-K', '8-K'] },
  { name: 'research', docTypes: ['research-note'] },
  { name: 'portfolios', docTypes: ['client-portfolio'] },
  { name: 'graph', entities: ['company', 'ticker', 'sector'], history: false },
  { name: 'search' },
];

const asked = (question: string, asOf?: string) =>
  planTiers({ question, tiers: TIERS, ...(asOf === undefined ? {} : { asOf }) })
    .tiers.filter(({ ask }) => ask)
    .map(({ tier }) => tier);

describe('the plan of a question', () => {
  it.each([
    ['names nothing', 'How do margins react to rising rates?', ['filings', 'research', 'portfolios', 'search']],
    ['names a company', "What were Apple's net sales?", ['filings', 'research', 'portfolios', 'graph', 'search']],
    ['asks for a filing', 'What does the 10-K say about litigation?', ['filings', 'search']],
    ['asks for the annual report of a company', "What does Apple's annual report say?", ['filings', 'graph', 'search']],
    ['asks for research', 'Which price target does the analyst report give?', ['research', 'search']],
    ['asks for two kinds', 'Compare the research note with the 8-K.', ['filings', 'research', 'search']],
    ['asks for a portfolio', "Show the client's portfolio.", ['portfolios', 'search']],
    ['asks for a kind that no tier names', 'What did the FOMC decide?', ['search']],
  ])('that %s', (_, question, expected) => {
    expect(asked(question)).toEqual(expected);
  });

  it('leaves out a tier that knows only the present when it asks as of a day', () => {
    expect(asked("What were Apple's net sales?", '2019-12-31')).not.toContain('graph');
  });

  it('says why a tier is left out, and what it read in the question', () => {
    const plan = planTiers({ question: "What does Apple's 10-K say?", asOf: '2020-01-01', tiers: TIERS });
    expect(plan.docTypes).toEqual(['filing']);
    expect(plan.entities.map(({ ticker }) => ticker)).toContain('AAPL');
    expect(plan.asOf).toBe('2020-01-01');
    expect(plan.tiers).toEqual([
      { tier: 'filings', ask: true },
      { tier: 'research', ask: false, reason: 'holds no filing' },
      { tier: 'portfolios', ask: false, reason: 'holds no filing' },
      { tier: 'graph', ask: false, reason: 'has no record of 2020-01-01' },
      { tier: 'search', ask: true },
    ]);
  });

  it('asks every tier rather than none', () => {
    const graph: TierHoldings[] = [{ name: 'graph', entities: ['cusip'] }];
    expect(planTiers({ question: 'How are you?', tiers: graph }).tiers).toEqual([{ tier: 'graph', ask: true }]);
  });
});
