/**
 * What cl100k_base cuts a text into before it merges bytes (tiktoken's pattern for that encoding). Tokens never cross
 * these pieces, so that the tokens of a text are the sum over its pieces. White space is spelt out because JavaScript's
 * `\s` differs from Unicode's White_Space in U+0085 and U+FEFF.
 */
const SPACE = '\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const PATTERN = [
  "'(?:[sdmt]|ll|ve|re)",
  '[^\\r\\n\\p{L}\\p{N}]?\\p{L}+',
  '\\p{N}{1,3}',
  ` ?[^${SPACE}\\p{L}\\p{N}]+[\\r\\n]*`,
  `[${SPACE}]*[\\r\\n]+`,
  `[${SPACE}]+(?![^${SPACE}])`,
  `[${SPACE}]+`,
].join('|');

const LETTER = 1;
const DIGIT = 2;
const BREAK = 3;
const BLANK = 4;
const SIGN = 5;
const NOT_ASCII = 6;
const END = 7;

const APOSTROPHE = 39;
const CONTRACTION = /^'(?:[sdmt]|ll|ve|re)/iu;

/** Finds where a piece ends: by a table for ASCII, which most text is, else by the pattern. The results are the same. */
export interface PieceFinder {
  /** The offset after the piece that begins at `start`, which must be the end of another piece or 0. */
  endOf(text: string, start: number): number;
}

export function createPieceFinder(): PieceFinder {
  const pattern = new RegExp(PATTERN, 'iuy');
  const classes = asciiClasses();
  const classAt = (text: string, at: number) => {
    const code = text.charCodeAt(at);
    if (code < 128) return classes[code] ?? SIGN;
    return Number.isNaN(code) ? END : NOT_ASCII;
  };
  /** The end of a run of one class. */
  const runOf = (kind: number, text: string, start: number) => {
    let at = start;
    while (classAt(text, at) === kind) at++;
    return at;
  };
  const byPattern = (text: string, start: number) => {
    pattern.lastIndex = start;
    return pattern.test(text) ? pattern.lastIndex : text.length;
  };
  /** Signs take the line breaks behind them along. */
  const signs = (text: string, start: number) => runOf(BREAK, text, runOf(SIGN, text, start));
  const blanks = (text: string, start: number) => {
    let at = start;
    let afterBreak = -1;
    let kind = classAt(text, at);
    for (; kind === BLANK || kind === BREAK; kind = classAt(text, at)) {
      at++;
      if (kind === BREAK) afterBreak = at;
    }
    if (kind === NOT_ASCII) return at;
    if (afterBreak !== -1) return afterBreak;
    return at === text.length || at === start + 1 ? at : at - 1;
  };
  /** The end of the piece if all that decides it is ASCII: `text[end]` may still be a letter beyond ASCII. */
  const byClass = (text: string, start: number): number => {
    const first = classAt(text, start);
    if (first === LETTER) return runOf(LETTER, text, start);
    if (first === DIGIT) return Math.min(runOf(DIGIT, text, start), start + 3);
    const next = classAt(text, start + 1);
    if (next === NOT_ASCII) return start + 1;
    if (first === SIGN && text.charCodeAt(start) === APOSTROPHE) {
      const contraction = CONTRACTION.exec(text.slice(start, start + 3));
      if (contraction !== null) return start + contraction[0].length;
    }
    if (next === LETTER && first !== BREAK) return runOf(LETTER, text, start + 1);
    if (first === SIGN) return signs(text, start);
    if (next === SIGN && text.charCodeAt(start) === 32) return signs(text, start + 1);
    return blanks(text, start);
  };
  return {
    endOf(text, start) {
      if (classAt(text, start) === NOT_ASCII) return byPattern(text, start);
      const end = byClass(text, start);
      return classAt(text, end) === NOT_ASCII ? byPattern(text, start) : end;
    },
  };
}

function asciiClasses(): Uint8Array {
  const classes = new Uint8Array(128).fill(SIGN);
  for (let code = 0; code < 128; code++) {
    const character = String.fromCharCode(code);
    if (/[A-Za-z]/u.test(character)) classes[code] = LETTER;
    else if (/\d/u.test(character)) classes[code] = DIGIT;
    else if (/[\r\n]/u.test(character)) classes[code] = BREAK;
    else if (/\s/u.test(character)) classes[code] = BLANK;
  }
  return classes;
}
