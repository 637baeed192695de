import type { Finding, Stage, Validator } from '@plumbline/core';

/** Three, two and four digits, written together or parted by the same hyphen, blank or dot. */
const CANDIDATE = /(?<![\d\-.,/$€£])(\d{3})([-\u2010-\u2013 .]?)(\d{2})\2(\d{4})(?![\d\-/]|[.,]\d)/g;

/** Words shortly before a number that say it is a social security number. */
const NAMED =
  /\b(?:ssn|social|social security|soc\.? sec|tax(?:payer)?\s*(?:id\w*|identification)|tin)\b[^.;\n]{0,40}$/i;

/** Words that say it is something else. */
const SOMETHING_ELSE =
  /\b(?:order|case|ticket|invoice|ref(?:erence)?|confirmation|cusip|isin|accession|tracking|policy|claim|part|model|serial|file|docket|commission file|routing|account|acct|phone|tel|fax|ein)\b\W*(?:(?:no|number|nr|id)\b\.?)?\W*(?:is\s|was\s)?\W*$/i;

/**
 * Redacts US social security numbers. The digits must be ones the Social Security Administration can have issued: area
 * not 000, 666 or 900–999, group not 00, serial not 0000. A number without separators needs a word such as "SSN" before
 * it.
 *
 * @param stage which texts it reads
 */
export function createSsnValidator(stage: Stage): Validator {
  const name = 'ssn';
  return { name, stage, check: (text) => findNumbers(text, name) };
}

function findNumbers(text: string, validator: string): Finding[] {
  return [...text.matchAll(CANDIDATE)].flatMap((match): Finding[] => {
    const [written, area = '', separator = '', group = '', serial = ''] = match;
    if (!isIssuable(area, group, serial)) return [];
    const before = text.slice(Math.max(0, match.index - 60), match.index);
    if (!NAMED.test(before) && (separator === '' || separator === '.' || SOMETHING_ELSE.test(before))) return [];
    return [
      {
        validator,
        rule: 'Regulation S-P',
        severity: 'violation',
        action: 'redact',
        span: { start: match.index, end: match.index + written.length },
        message: 'Contains a social security number; it is hidden.',
        replacement: '[SSN redacted]',
      },
    ];
  });
}

function isIssuable(area: string, group: string, serial: string): boolean {
  return area !== '000' && area !== '666' && area < '900' && group !== '00' && serial !== '0000';
}
