/** Value of a digit or letter in CUSIP, ISIN, SEDOL and IBAN arithmetic: 0–9, then A = 10 to Z = 35. */
function alphanumericValue(character: string): number {
  return Number.parseInt(character, 36);
}

const CUSIP_SIGNS: Readonly<Record<string, number>> = { '*': 36, '@': 37, '#': 38 };

/**
 * Whether a string is a CUSIP with its right check digit: nine characters in capitals without blanks, the last by modulus
 * 10 double-add-double (ANSI X9.6). Any single changed digit is noticed.
 */
export function isCusip(value: string): boolean {
  if (!/^[0-9A-Z*@#]{8}[0-9]$/.test(value)) return false;
  let sum = 0;
  for (const [index, character] of [...value.slice(0, 8)].entries()) {
    const number = (CUSIP_SIGNS[character] ?? alphanumericValue(character)) * (index % 2 === 1 ? 2 : 1);
    sum += Math.floor(number / 10) + (number % 10);
  }
  return (10 - (sum % 10)) % 10 === Number(value[8]);
}

/**
 * Whether a string is an ISIN with its right check digit (ISO 6166): two letters, nine letters or digits, a Luhn digit over
 * the number that arises when letters become 10 to 35. Any single changed digit is noticed.
 */
export function isIsin(value: string): boolean {
  if (!/^[A-Z]{2}[0-9A-Z]{9}[0-9]$/.test(value)) return false;
  const digits = Array.from(value, (character) => alphanumericValue(character)).join('');
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const number = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += number > 9 ? number - 9 : number;
  }
  return sum % 10 === 0;
}

const SEDOL_WEIGHTS = [1, 3, 1, 7, 3, 9, 1];

/**
 * Whether a string is a SEDOL with its right check digit (London Stock Exchange): six digits or consonants and a digit,
 * weighted sum divisible by ten. Any single changed digit is noticed.
 */
export function isSedol(value: string): boolean {
  if (!/^[0-9B-DF-HJ-NP-TV-Z]{6}[0-9]$/.test(value)) return false;
  return weightedSum(value, SEDOL_WEIGHTS) % 10 === 0;
}

/** Lengths of the national IBAN formats (SWIFT IBAN registry); a country that is not listed has 15 to 34 characters. */
const IBAN_LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IS26 IT27 JO30 KW30 KZ20 LB28 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MT31 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SE24 SI19 SK24 SM27 TN24 TR26 UA29 VG24 XK20'
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/**
 * Whether a string is an IBAN (ISO 13616) of the right length for its country whose number modulo 97 is 1. Capitals; blanks
 * are ignored. Any single changed character and any two neighbours that changed places are noticed.
 */
export function isIban(value: string): boolean {
  const compact = value.replaceAll(' ', '');
  if (!/^[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}$/.test(compact)) return false;
  const length = IBAN_LENGTHS[compact.slice(0, 2)];
  if (length !== undefined && length !== compact.length) return false;
  let remainder = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const number = alphanumericValue(character);
    remainder = (remainder * (number > 9 ? 100 : 10) + number) % 97;
  }
  return remainder === 1;
}

const ABA_WEIGHTS = [3, 7, 1, 3, 7, 1, 3, 7, 1];

/**
 * Whether a string is an ABA routing transit number: nine digits that begin with the number of a Federal Reserve district,
 * a thrift or an electronic participant, weighted sum divisible by ten. Any single changed digit is noticed.
 */
export function isAbaRoutingNumber(value: string): boolean {
  if (!/^(?:0[1-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)[0-9]{7}$/.test(value)) return false;
  return weightedSum(value, ABA_WEIGHTS) % 10 === 0;
}

function weightedSum(value: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * alphanumericValue(value.charAt(index)), 0);
}
