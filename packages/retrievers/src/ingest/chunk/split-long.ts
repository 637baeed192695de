import type { TokenCounter } from './token-counter.ts';

/** A "word" beyond this is no word; encoding one takes time that grows with the square of its length. */
const LONGEST_WORD = 1000;

/** White space beyond this ends a piece, which saves encoding it. */
const LONGEST_GAP = 64;

/** Text beyond this is cut up by words before its tokens are counted as a whole. */
export const LONGEST_COUNTED = 4000;

/**
 * Cuts a text that is too long for one passage at blanks, and a word that is too long between characters, never inside
 * a surrogate pair.
 *
 * @param limit the most tokens of one piece, 3 or more: no character has more than 4
 */
export function* splitLong(text: string, limit: number, counter: TokenCounter): Generator<string> {
  let start = -1;
  let end = 0;
  let tokens = 0;
  for (const { 0: word, index } of text.matchAll(/\S+/gu)) {
    const gap = start === -1 || index - end > LONGEST_GAP ? limit : counter.count(text.slice(end, index));
    const cost = costOfWord(word, limit, counter);
    if (start !== -1 && tokens + gap + cost > limit) {
      yield text.slice(start, end);
      start = -1;
    }
    if (cost > limit) {
      yield* splitWord(word, limit, counter);
      continue;
    }
    tokens = start === -1 ? cost : tokens + gap + cost;
    if (start === -1) start = index;
    end = index + word.length;
  }
  if (start !== -1) yield text.slice(start, end);
}

function costOfWord(word: string, limit: number, counter: TokenCounter): number {
  return word.length > LONGEST_WORD ? limit + 1 : Math.max(counter.count(word), counter.count(` ${word}`));
}

function* splitWord(word: string, limit: number, counter: TokenCounter): Generator<string> {
  let start = 0;
  while (start < word.length) {
    let size = LONGEST_WORD;
    let end = endOfPiece(word, start, size);
    while (size > 1 && counter.count(word.slice(start, end)) > limit) {
      size = Math.floor(size / 2);
      end = endOfPiece(word, start, size);
    }
    yield word.slice(start, end);
    start = end;
  }
}

/** At most `size` code units from `start`, one character at least, with no surrogate pair cut in two. */
function endOfPiece(word: string, start: number, size: number): number {
  const end = Math.min(word.length, start + size);
  const code = word.charCodeAt(end - 1);
  const cutsPair = end < word.length && code >= 0xd800 && code <= 0xdbff;
  if (!cutsPair) return end;
  return end - 1 > start ? end - 1 : end + 1;
}
