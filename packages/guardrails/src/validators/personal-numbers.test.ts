import { applyFindings, checkContextSchema } from '@plumbline/core';
import { testContext } from '@plumbline/core/testing';
import { describe, expect, it } from 'vitest';
import { createAccountNumberValidator } from './account-number.ts';
import { createSsnValidator } from './ssn.ts';

const context = checkContextSchema.parse({ request: testContext(), stage: 'output' });

async function redact(text: string): Promise<string> {
  const validators = [createSsnValidator('output'), createAccountNumberValidator('output')];
  const findings = await Promise.all(validators.map((validator) => validator.check(text, context)));
  return applyFindings(text, findings.flat()).text;
}

describe('numbers of persons', () => {
  it.each([
    ['Her SSN is 536-22-8145 [1].', 'Her SSN is [SSN redacted] [1].'],
    ['SSN 536228145 on file', 'SSN [SSN redacted] on file'],
    ['recorded as 536 22 8145.', 'recorded as [SSN redacted].'],
    ['Wire from account 315-416853, today', 'Wire from account [account number redacted], today'],
    ['brokerage account Z85545870.', 'brokerage account [account number redacted].'],
    ['Acct. No. 130085863173 was closed', 'Acct. No. [account number redacted] was closed'],
  ])('hides: %s', async (text, expected) => {
    expect(await redact(text)).toBe(expected);
  });

  it.each([
    'Area numbers such as 000-12-3456, 666-12-3456 and 901-12-3456 are never issued.',
    'Order 536-22-8145 was filled.',
    'Case no. 536-22-8145 is open.',
    'Revenue was $536,228,145 in 2019.',
    'The CUSIP is 037833100.',
    'ISIN US0378331005, 12 shares',
    'The account grew by 250,000 dollars.',
    'Accounts receivable were 1,234,567 in 2018.',
    'Commission file number 001-36743 (accession 0000320193-19-000119)',
    'On account of 2018-12-31 values',
  ])('leaves alone: %s', async (text) => {
    expect(await redact(text)).toBe(text);
  });
});
