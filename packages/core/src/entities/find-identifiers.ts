import type { Entity } from '../contracts/entity.ts';
import { isAbaRoutingNumber, isCusip, isIban, isIsin, isSedol } from './check-digits.ts';

/** Letters and digits that belong to no longer word, address or number. */
const TOKEN = /(?<![\p{L}\d_@#$€£¥/\\.,+-])[0-9A-Z][0-9A-Z*@#]{5,33}(?![\p{L}\d_@]|[-/\\.,]\d)/gu;
const IBAN = /(?<![\p{L}\d])[A-Z]{2}\d{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,3})?(?![\p{L}\d])/gu;
const LABELS = {
  cusip: /\bCUSIPs?\b/iu,
  sedol: /\bSEDOLs?\b/iu,
  aba: /\b(?:ABA|RTN|routing|transit|Fedwire|ACH|wire)\b/iu,
} as const;
/** How far before a number its label may stand. */
const NEAR = 48;

/**
 * CUSIP, ISIN, SEDOL, IBAN and ABA routing numbers with a right check digit. One in ten numbers has a right digit by
 * chance: digits alone count only behind their label, with a leading zero, or as the whole text.
 */
export function findIdentifiers(text: string): Entity[] {
  const found: Entity[] = [];
  for (const match of text.matchAll(IBAN)) {
    const written = longestIban(match[0]);
    if (written !== undefined) found.push(identifier('iban', written, match.index));
  }
  for (const match of text.matchAll(TOKEN)) {
    const kind = kindOf(match[0], text, match.index);
    if (kind !== undefined) found.push(identifier(kind, match[0], match.index));
  }
  return found;
}

function identifier(kind: Entity['kind'], written: string, start: number): Entity {
  return { kind, text: written, id: written.replaceAll(' ', ''), span: { start, end: start + written.length } };
}

/** The next words in capitals may look like more groups of the number: the longest valid beginning counts. */
function longestIban(written: string): string | undefined {
  for (let end = written.length; end >= 15; end = written.lastIndexOf(' ', end - 1)) {
    const candidate = written.slice(0, end);
    if (isIban(candidate)) return candidate;
  }
  return undefined;
}

function kindOf(token: string, text: string, start: number): Entity['kind'] | undefined {
  if (token.length === 12) return isIsin(token) && countDigits(token) >= 3 ? 'isin' : undefined;
  const before = text.slice(Math.max(0, start - NEAR), start);
  const alone = text.trim() === token;
  if (token.length === 7)
    return isSedol(token) && (alone || LABELS.sedol.test(before) || isNewSedol(token)) ? 'sedol' : undefined;
  if (token.length !== 9) return undefined;
  if (/[A-Z*@#]/.test(token))
    return isCusip(token) && (countDigits(token) >= 5 || LABELS.cusip.test(before)) ? 'cusip' : undefined;
  return nineDigits(token, before, alone);
}

function nineDigits(token: string, before: string, alone: boolean): 'cusip' | 'aba' | undefined {
  const [cusip, aba] = [isCusip(token), isAbaRoutingNumber(token)];
  if (LABELS.cusip.test(before)) return cusip ? 'cusip' : undefined;
  if (LABELS.aba.test(before)) return aba ? 'aba' : undefined;
  if (!alone && !token.startsWith('0')) return undefined;
  if (aba && !cusip) return 'aba';
  return cusip ? 'cusip' : undefined;
}

/** Since 2004 a SEDOL begins with a consonant; a word of seven letters and digits with two digits or fewer is none. */
function isNewSedol(token: string): boolean {
  return /^[B-DF-HJ-NP-TV-Z]/.test(token) && countDigits(token) >= 3 && countDigits(token) <= 6;
}

function countDigits(token: string): number {
  return token.replace(/\D/gu, '').length;
}
