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
  /** Letters and digits in lower case, one blank between: what copies of a text share. */
  readonly plain: string;
}

const ANNOUNCEMENT = /\b(?:follow(?:s|ed|ing)?|below|tables?)\b|:[\s.]*$/i;
const MAX_ROW_WORDS = 40;

/** Reads a passage in one walk over its characters: a hundred of them belong to every question. */
export function shapeOf(text: string): PassageShape {
  const sum = { words: 0, figures: 0, rows: 0 };
  for (const line of text.split('\n')) {
    const words = countWords(line);
    sum.words += words.all;
    sum.figures += words.figures;
    if (words.figures > 0 && words.all <= MAX_ROW_WORDS) sum.rows += 1;
  }
  const density = sum.words === 0 ? 0 : sum.figures / sum.words;
  const plain = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return { length: text.length, density, rows: sum.rows, announces: ANNOUNCEMENT.test(text), plain };
}

const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

function countWords(line: string): { all: number; figures: number } {
  let all = 0;
  let figures = 0;
  let start = -1;
  for (let index = 0; index <= line.length; index += 1) {
    if (index < line.length && isInWord(line.charCodeAt(index))) {
      if (start < 0) start = index;
      continue;
    }
    if (start < 0) continue;
    all += 1;
    if (isFigure(line, start, index)) figures += 1;
    start = -1;
  }
  return { all, figures };
}

/** Letters and digits of any script, and the separators inside a number. */
function isInWord(code: number): boolean {
  return (
    (code >= DIGIT_0 && code <= DIGIT_9) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x2c ||
    code === 0x2e ||
    code >= 0xc0
  );
}

/** Begins with a digit, holds no letter, and is no year. */
function isFigure(line: string, start: number, end: number): boolean {
  const first = line.charCodeAt(start);
  const second = line.charCodeAt(start + 1);
  const begins = isDigit(first) || (first === 0x2e && start + 1 < end && isDigit(second));
  if (!begins) return false;
  for (let index = start; index < end; index += 1) {
    const code = line.charCodeAt(index);
    if (!isDigit(code) && code !== 0x2c && code !== 0x2e) return false;
  }
  return !/^(?:19|20)\d\d[.,]?$/.test(line.slice(start, end));
}

function isDigit(code: number): boolean {
  return code >= DIGIT_0 && code <= DIGIT_9;
}
