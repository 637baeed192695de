import type { Finding, Stage, Validator } from '@plumbline/core';

/**
 * "account", "acct." or "a/c", perhaps "number" or a short bridge, then the number: 6 to 17 digits in one run or groups,
 * with a letter at either end as custodians write them.
 */
const CANDIDATE =
  /\b(?:account|acct|a\/c|acc)\b\.?(?:\s+(?:numbers?|nos?|nr|num|id)\b\.?|\s*#)?(?:\s+(?:ending|is|was|of|in|at|to)\b)*\s*[:#=]?\s*((?:[A-Z]{1,3}-?)?\d(?:[ -]?\d){5,16}[A-Z]?)(?![\w%]|[.,]\d)/gi;

/** A year, an amount or a date after the word "account" is no account number. */
const NOT_A_NUMBER = /^(?:(?:19|20)\d{2}[ -](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})$/;

/**
 * Redacts bank and brokerage account numbers that are named as such. Amounts, dates, order and case numbers, CUSIPs and
 * ISINs are left alone.
 *
 * @param stage which texts it reads
 */
export function createAccountNumberValidator(stage: Stage): Validator {
  const name = 'account-number';
  return { name, stage, check: (text) => findNumbers(text, name) };
}

function findNumbers(text: string, validator: string): Finding[] {
  return [...text.matchAll(CANDIDATE)].flatMap((match): Finding[] => {
    const [written, number = ''] = match;
    if (NOT_A_NUMBER.test(number)) return [];
    const end = match.index + written.length;
    return [
      {
        validator,
        rule: 'Regulation S-P',
        severity: 'violation',
        action: 'redact',
        span: { start: end - number.length, end },
        message: 'Contains an account number; it is hidden.',
        replacement: '[account number redacted]',
      },
    ];
  });
}
