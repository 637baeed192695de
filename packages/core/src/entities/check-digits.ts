/** Value of a digit or letter in CUSIP, ISIN, SEDOL and IBAN arithmetic: 0–9, then A = 10 to Z = 35. */
function alphanumericValue(character: string): number {
  return Number.parseInt(character, 36);
}

/** CUSIP: nine characters, modulus 10 double-add-double (ANSI X9.6). Upper case, no blanks. */
export function isCusip(value: string): boolean {
  if (!/^[0-9A-Z*@#]{8}[0-9]$/.test(value)) return false;
  const special: Readonly<Record<string, number>> = { '*': 36, '@': 37, '#': 38 };
  let sum = 0;
  for (const [index, character] of [...value.slice(0, 8)].entries()) {
    const number = (special[character] ?? alphanumericValue(character)) * (index % 2 === 1 ? 2 : 1);
    sum += Math.floor(number / 10) + (number % 10);
  }
  return (10 - (sum % 10)) % 10 === Number(value[8]);
}

/** ISIN (ISO 6166): two letters, nine characters, a check digit by Luhn over the expanded digits. */
export function isIsin(value: string): boolean {
  if (!/^[A-Z]{2}[0-9A-Z]{9}[0-9]$/.test(value)) return false;
  const digits = [...value].map((character) => alphanumericValue(character)).join('');
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const number = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += number > 9 ? number - 9 : number;
  }
  return sum % 10 === 0;
}

const SEDOL_WEIGHTS = [1, 3, 1, 7, 3, 9, 1];

/** SEDOL: seven characters without vowels, weighted sum divisible by ten. */
export function isSedol(value: string): boolean {
  if (!/^[0-9B-DF-HJ-NP-TV-Z]{6}[0-9]$/.test(value)) return false;
  const sum = SEDOL_WEIGHTS.reduce(
    (total, weight, index) => total + weight * alphanumericValue(value.charAt(index)),
    0,
  );
  return sum % 10 === 0;
}

/** IBAN (ISO 13616): country, two check digits, up to thirty characters; modulus 97 is 1. Blanks are allowed. */
export function isIban(value: string): boolean {
  const compact = value.replaceAll(' ', '');
  if (!/^[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}$/.test(compact)) return false;
  let remainder = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const number = alphanumericValue(character);
    remainder = (remainder * (number > 9 ? 100 : 10) + number) % 97;
  }
  return remainder === 1;
}

const ABA_WEIGHTS = [3, 7, 1, 3, 7, 1, 3, 7, 1];

/** ABA routing transit number: nine digits, a Federal Reserve prefix, weighted sum divisible by ten. */
export function isAbaRoutingNumber(value: string): boolean {
  if (!/^(?:0[0-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)[0-9]{7}$/.test(value)) return false;
  const sum = ABA_WEIGHTS.reduce((total, weight, index) => total + weight * Number(value.charAt(index)), 0);
  return sum !== 0 && sum % 10 === 0;
}
