/** Cuts a text after so many tokens; a shorter one stays as it is. */
export type TruncateTokens = (text: string, maxTokens: number) => string;

/** Runs of Latin letters, runs of figures, and any other character but white space by itself. */
const PIECE = /[\p{Script=Latin}\p{M}]+|\p{N}+|[^\s]/gu;
/** Letters and figures of one token, about, in the vocabularies of BERT and of cl100k. */
const LETTERS = 6;
const FIGURES = 3;

/**
 * Cuts by an estimate, which costs nothing to load: a token is six Latin letters, three figures, or another character.
 * It bounds what is sent and paid for. The models behind cut by their own tokens; give a function with those where it
 * has to be exact.
 */
export const truncateByEstimate: TruncateTokens = (text, maxTokens) => {
  // A token is a character or more.
  if (text.length <= maxTokens) return text;
  let left = maxTokens;
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    const size = /^\p{N}/u.test(piece) ? FIGURES : LETTERS;
    const tokens = Math.ceil(piece.length / size);
    // A word is kept whole, or left out; one that is longer than all the room is cut.
    if (tokens > left) return text.slice(0, left === maxTokens ? index + left * size : index).trimEnd();
    left -= tokens;
  }
  return text;
};
