import { isCusip, isIsin, isSedol } from '@plumbline/core';

const LABELLED = /\b(CUSIP|ISIN|SEDOL)s?\b[\s:#]*(?:(?:number|no\.?|code)[\s:#]+)?([0-9A-Z*@#]{6,14})(?![\p{L}\d])/giu;
const CHECKS: Readonly<Record<string, (text: string) => boolean>> = { CUSIP: isCusip, ISIN: isIsin, SEDOL: isSedol };

/** What a text calls a CUSIP, ISIN or SEDOL and is none, in words: one digit off names no security or another one. */
export function findInvalidIdentifiers(text: string): string[] {
  return Array.from(text.matchAll(LABELLED)).flatMap(([, label = '', value = '']) => {
    const kind = label.toUpperCase();
    const identifier = value.toUpperCase();
    if (!/\d/.test(identifier) || CHECKS[kind]?.(identifier) === true) return [];
    return [`${identifier} is no valid ${kind}: its length or check digit is wrong`];
  });
}
