/** What the bare text of a passage tells, whatever is asked. */
export interface PassageShape {
  /** UTF-16 code units. */
  readonly length: number;
  /** Numbers that are neither years nor days of a month. */
  readonly figures: number;
  /** Figures among all words, 0 to 1. */
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

/** Reads a passage: a hundred of them belong to every question. */
export function shapeOf(text: string): PassageShape {
  const { words, figures, rows } = countWords(text);
  let plain: string | undefined;
  return {
    length: text.length,
    figures,
    density: words === 0 ? 0 : figures / words,
    rows,
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

const [LINE_FEED, LETTER, DIGIT, SEPARATOR] = [1, 2, 3, 4];

/** The kind of each character by its code; beyond the table all are letters. */
const KINDS = Uint8Array.from({ length: 0xc0 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (character === '\n') return LINE_FEED;
  if (/[a-z]/i.test(character)) return LETTER;
  if (/\d/.test(character)) return DIGIT;
  return /[.,]/.test(character) ? SEPARATOR : 0;
});

function kindAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code < KINDS.length ? (KINDS[code] ?? 0) : LETTER;
}

/** One walk over the characters: a word is a run of letters, or a digit and what follows of digits, points and commas. */
function countWords(text: string): { words: number; figures: number; rows: number } {
  const sum = { words: 0, figures: 0, rows: 0 };
  const line = { words: 0, figures: 0, before: '' };
  const endLine = (): void => {
    sum.words += line.words;
    sum.figures += line.figures;
    if (line.figures > 0 && line.words <= MAX_ROW_WORDS) sum.rows += 1;
    Object.assign(line, { words: 0, figures: 0, before: '' });
  };
  for (let index = 0; index < text.length; ) {
    const kind = kindAt(text, index);
    const start = index;
    index += 1;
    if (kind === LINE_FEED) endLine();
    if (kind !== LETTER && kind !== DIGIT) continue;
    while (index < text.length && continues(kind, kindAt(text, index))) index += 1;
    const word = text.slice(start, index);
    line.words += 1;
    if (kind === DIGIT && isFigure(word, line.before)) line.figures += 1;
    line.before = word;
  }
  endLine();
  return sum;
}

function continues(kind: number, next: number): boolean {
  return next === kind || (kind === DIGIT && next === SEPARATOR);
}

const YEAR = /^(?:19|20)\d\d[.,]?$/;
const DAY = /^(?:[12]?\d|3[01])[.,]?$/;
const MONTH = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;

/** No year, and no day behind the name of a month. */
function isFigure(number: string, before: string): boolean {
  return !YEAR.test(number) && !(MONTH.test(before) && DAY.test(number));
}
