/** What the bare text of a passage tells, whatever is asked. */
export interface PassageShape {
  /** UTF-16 code units. */
  readonly length: number;
  /** Figures among all words, 0 to 1; years are no figures. */
  readonly density: number;
  /** Lines that read like rows of a table: figures, and few words. */
  readonly rows: number;
  /** Whether it speaks of a table or list that stands elsewhere: "as follows", "the table below". */
  readonly announces: boolean;
  /** Letters and digits in lower case, one blank between: what copies of a text share. Made when it is asked for. */
  readonly plain: string;
}

const ANNOUNCEMENT = /\b(?:follow(?:s|ed|ing)?|below|tables?)\b|:[\s.]*$/i;
const MAX_ROW_WORDS = 40;
const LINE_FEED = 0x0a;

/** Reads a passage in one walk over its characters: a hundred of them belong to every question. */
export function shapeOf(text: string): PassageShape {
  const sum = { words: 0, figures: 0, rows: 0 };
  const line = { words: 0, figures: 0 };
  let start = -1;
  for (let index = 0; index <= text.length; index += 1) {
    const code = index < text.length ? text.charCodeAt(index) : LINE_FEED;
    if (isInWord(code)) {
      if (start < 0) start = index;
      continue;
    }
    if (start >= 0) {
      line.words += 1;
      if (isFigure(text, start, index)) line.figures += 1;
      start = -1;
    }
    if (code !== LINE_FEED) continue;
    sum.words += line.words;
    sum.figures += line.figures;
    if (line.figures > 0 && line.words <= MAX_ROW_WORDS) sum.rows += 1;
    line.words = 0;
    line.figures = 0;
  }
  const density = sum.words === 0 ? 0 : sum.figures / sum.words;
  let plain: string | undefined;
  return {
    length: text.length,
    density,
    rows: sum.rows,
    announces: ANNOUNCEMENT.test(text),
    get plain() {
      plain ??= plainOf(text);
      return plain;
    },
  };
}

const NOT_ASCII = /[^\0-\x7f]/;

function plainOf(text: string): string {
  const lower = text.toLowerCase();
  return lower.replace(NOT_ASCII.test(lower) ? /[^\p{L}\p{N}]+/gu : /[^a-z\d]+/g, ' ').trim();
}

/** 1 for letters, digits, and the separators inside a number, by code; beyond the table every code is in a word. */
const IN_WORD = Uint8Array.from({ length: 0xc0 }, (_, code) => Number(/[\dA-Za-z,.]/.test(String.fromCharCode(code))));

function isInWord(code: number): boolean {
  return code >= IN_WORD.length || IN_WORD[code] === 1;
}

const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const POINT = 0x2e;

/** Begins with a digit, holds no letter, and is no year. */
function isFigure(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  const begins = isDigit(first) || (first === POINT && start + 1 < end && isDigit(text.charCodeAt(start + 1)));
  if (!begins) return false;
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (!isDigit(code) && code !== 0x2c && code !== POINT) return false;
  }
  const length = end - start;
  return length < 4 || length > 5 || !/^(?:19|20)\d\d[.,]?$/.test(text.slice(start, end));
}

function isDigit(code: number): boolean {
  return code >= DIGIT_0 && code <= DIGIT_9;
}
