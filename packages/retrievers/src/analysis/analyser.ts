import { stemmer } from 'stemmer';
import { STOP_WORDS } from './stop-words.ts';

/** Splits text into the tokens that index and question share. */
export interface Analyser {
  /** Words in lower case as written, stop words included: what names are matched on. */
  words(text: string): string[];
  /** Stems without stop words, in order, doubles kept: what is indexed and searched. */
  stems(text: string): string[];
  stem(word: string): string;
}

const MAX_REMEMBERED_STEMS = 50_000;
const DIGIT_9 = 0x39;

// In this order: a number with its separators; "10-K" and "8-K" as one; a word, which may hold digits ("3m", "q3"),
// ampersands ("r&d", "pg&e") and apostrophes.
const TOKEN =
  /\d[\d,]*(?:\.\d+)?(?![\p{L}\p{N}]|-k\b|-q\b)|\d+-[kq]\b|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[&'][\p{L}\p{N}]+)*/gu;
/** The same for text of ASCII alone, in lower case: four times as fast. */
const ASCII_TOKEN = /\d[\d,]*(?:\.\d+)?(?![a-z\d]|-k\b|-q\b)|\d+-[kq]\b|[a-z\d]+(?:[&'][a-z\d]+)*/g;
const NOT_ASCII = /[^\0-\x7f]/;
const FISCAL_YEAR = /\bfy\s?'?(\d{4}|\d{2})(?!\d)/g;

/**
 * Makes an analyser for financial English. Numbers stay whole (`1,327.9` is `1327.9`), `FY18` and `FY2018` become
 * `2018`, `10-K` becomes `10k`, ampersands bind (`r&d`), words are stemmed with the Porter algorithm
 * (M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980).
 */
export function createAnalyser(): Analyser {
  const remembered = new Map<string, string>();
  const stem = (word: string): string => {
    // Numbers stay as they are; remembering them would push the words out.
    if (word.charCodeAt(0) <= DIGIT_9) return word;
    const known = remembered.get(word);
    if (known !== undefined) return known;
    const stemmed = /^[a-z]{3,}$/.test(word) ? stemmer(word) : word;
    if (remembered.size >= MAX_REMEMBERED_STEMS) remembered.clear();
    remembered.set(word, stemmed);
    return stemmed;
  };
  return {
    words,
    stems: (text) => {
      const stems: string[] = [];
      for (const word of words(text)) if (!STOP_WORDS.has(word)) stems.push(stem(word));
      return stems;
    },
    stem,
  };
}

function words(text: string): string[] {
  const isAscii = !NOT_ASCII.test(text);
  const lower = isAscii ? text.toLowerCase() : text.normalize('NFKC').toLowerCase().replaceAll('’', "'");
  const plain = lower.includes('fy') ? lower.replace(FISCAL_YEAR, expandYear) : lower;
  const found = plain.match(isAscii ? ASCII_TOKEN : TOKEN) ?? [];
  for (const [index, token] of found.entries()) if (isJoined(token)) found[index] = normalise(token);
  return found;
}

/** Whether a token holds one of `&',-`. */
function isJoined(token: string): boolean {
  for (let index = 1; index < token.length; index += 1) {
    const code = token.charCodeAt(index);
    if (code === 0x26 || code === 0x27 || code === 0x2c || code === 0x2d) return true;
  }
  return false;
}

function normalise(token: string): string {
  return token.replace(/'s$/, '').replace(/[',-]/g, '');
}

/** Two digits are years of 2000–2049 or 1950–1999. */
function expandYear(_: string, digits: string): string {
  if (digits.length === 4) return digits;
  return Number(digits) < 50 ? `20${digits}` : `19${digits}`;
}

/** Whether a token is a number. */
export function isNumber(token: string): boolean {
  const code = token.charCodeAt(0);
  return code >= 48 && code <= 57 && /^[\d.]+$/.test(token);
}
