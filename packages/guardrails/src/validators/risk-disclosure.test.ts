import { checkContextSchema } from '@plumbline/core';
import { testContext } from '@plumbline/core/testing';
import { describe, expect, it } from 'vitest';
import { RISK_DISCLOSURE, riskDisclosureValidator } from './risk-disclosure.ts';

const answer = checkContextSchema.parse({ request: testContext(), stage: 'output' });
const recommendation = checkContextSchema.parse({ request: testContext(), stage: 'output', kind: 'recommendation' });

describe('a benefit without its risks', () => {
  it.each([
    'Amcor is an attractive investment at this price [1].',
    'The shares are poised to outperform [2].',
    'We recommend the fund for its income.',
    'The expected return is 7 % a year [1].',
    'The loan ETF yields 8.1% and its coupons float.',
  ])('gets the disclosure: %s', async (text) => {
    expect(await riskDisclosureValidator.check(text, answer)).toMatchObject([
      { action: 'append', replacement: RISK_DISCLOSURE },
    ]);
  });

  it.each([
    'Revenue rose by 4 % to $12 million [1].',
    'Amcor is an attractive investment, but its currency risk is large [1].',
    'The company returned $4 billion to its shareholders [1].',
    'Return on equity was 12 % in 2019 [1].',
    'The loan ETF yields 8.1%. Its loans may default.',
    'Not found in the sources.',
  ])('lets pass: %s', async (text) => {
    expect(await riskDisclosureValidator.check(text, answer)).toEqual([]);
  });

  it('always adds it to a recommendation that names no risk', async () => {
    expect(await riskDisclosureValidator.check('Buy 100 shares of MMM.', recommendation)).toHaveLength(1);
  });

  it('does not ask for itself again', async () => {
    expect(await riskDisclosureValidator.check(`We recommend it. ${RISK_DISCLOSURE}`, recommendation)).toEqual([]);
  });
});
