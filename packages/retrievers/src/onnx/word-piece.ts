import { InvalidInputError } from '@plumbline/core';
import type { Tokenizer } from './tokenizer.ts';

export interface WordPieceOptions {
  /** The lines of the model's `vocab.txt`. */
  vocabulary: string;
  /** For uncased models: small letters, without accents. Default true. */
  lowerCase?: boolean;
}

/** A longer word is unknown, as in BERT's own tokeniser. */
const LONGEST_WORD = 100;
const CONTINUED = '##';

/**
 * WordPiece as BERT, FinBERT and MiniLM use it (J. Devlin et al., "BERT", NAACL 2019; Y. Wu et al., 2016, section 4.1): words
 * are split at white space and punctuation, then cut greedily into the longest pieces of the vocabulary. A pair that is
 * too long loses the end of its second text; a question keeps at least half of the room.
 *
 * @throws InvalidInputError for a vocabulary without `[CLS]`, `[SEP]` or `[UNK]`
 */
export function createWordPieceTokenizer({ vocabulary, lowerCase = true }: WordPieceOptions): Tokenizer {
  const ids = new Map(vocabulary.split('\n').map((line, id) => [line.replace(/\r$/, ''), id]));
  const special = (name: string): number => {
    const id = ids.get(name);
    if (id === undefined)
      throw new InvalidInputError(`The vocabulary has no ${name}: give the vocab.txt of the model.`);
    return id;
  };
  const [start, end, unknown] = [special('[CLS]'), special('[SEP]'), special('[UNK]')];
  const tokensOf = (text: string): number[] =>
    wordsOf(lowerCase ? withoutAccents(text.toLowerCase()) : text).flatMap((word) => piecesOf(word, ids) ?? [unknown]);
  return (text, { pair, maxTokens }) => {
    const first = tokensOf(text);
    if (pair === undefined) return { ids: [start, ...first.slice(0, Math.max(0, maxTokens - 2)), end] };
    const second = tokensOf(pair);
    const room = Math.max(0, maxTokens - 3);
    const kept = first.slice(0, Math.max(Math.ceil(room / 2), room - second.length));
    const rest = second.slice(0, room - kept.length);
    return {
      ids: [start, ...kept, end, ...rest, end],
      typeIds: [...new Array<number>(kept.length + 2).fill(0), ...new Array<number>(rest.length + 1).fill(1)],
    };
  };
}

/** Words, and each punctuation mark and CJK character by itself. Control characters are dropped. */
function wordsOf(text: string): string[] {
  const clean = text.replace(/[\p{Cc}\p{Cf}\uFFFD]/gu, (character) => (/\s/.test(character) ? ' ' : ''));
  return clean.match(/[\p{P}$+<=>^`|~]|\p{Script=Han}|(?:(?![\p{P}$+<=>^`|~]|\p{Script=Han})\S)+/gu) ?? [];
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{Mn}/gu, '');
}

/** The longest pieces from the left; nothing when some part is in no piece. */
function piecesOf(word: string, ids: ReadonlyMap<string, number>): number[] | undefined {
  const characters = [...word];
  if (characters.length > LONGEST_WORD) return undefined;
  const pieces: number[] = [];
  for (let from = 0; from < characters.length; ) {
    const pieceTo = (to: number) => `${from > 0 ? CONTINUED : ''}${characters.slice(from, to).join('')}`;
    let to = characters.length;
    while (to > from && !ids.has(pieceTo(to))) to -= 1;
    const id = ids.get(pieceTo(to));
    if (to === from || id === undefined) return undefined;
    pieces.push(id);
    from = to;
  }
  return pieces;
}
