import type { Span } from '../contracts/entity.ts';

/** Shorter quotations are found everywhere and prove nothing. */
const SHORTEST_QUOTE = 12;

/**
 * Finds a quotation in a text, whatever its white space, case, quotation marks, dashes, emphasis and footnote marks.
 *
 * @returns where it stands in the text; undefined when it does not
 */
export function findQuote(text: string, quote: string): Span | undefined {
  const wanted = fold(quote).text.replace(/^[\s.,;:]+|[\s.,;:]+$/g, '');
  if (wanted.length < SHORTEST_QUOTE) return undefined;
  const folded = fold(text);
  const at = folded.text.indexOf(wanted);
  if (at === -1) return undefined;
  const start = folded.offsets[at];
  const last = folded.offsets[at + wanted.length - 1];
  return start === undefined || last === undefined ? undefined : { start, end: last + 1 };
}

interface Folded {
  readonly text: string;
  /** The offset in the original of each character. */
  readonly offsets: readonly number[];
}

const FOOTNOTE = /\[\w{1,3}\]/y;

function fold(text: string): Folded {
  const characters: string[] = [];
  const offsets: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const skipped = footnoteAt(text, index);
    index += skipped;
    const character = skipped > 0 ? ' ' : foldCharacter(text[index] ?? '');
    if (character === '' || (character === ' ' && (characters.at(-1) ?? ' ') === ' ')) continue;
    characters.push(character);
    offsets.push(index);
  }
  return { text: characters.join(''), offsets };
}

/** The length of a footnote mark at this place, less one; 0 when there is none. */
function footnoteAt(text: string, index: number): number {
  if (text[index] !== '[') return 0;
  FOOTNOTE.lastIndex = index;
  return Math.max(0, (FOOTNOTE.exec(text)?.[0].length ?? 0) - 1);
}

/** One character for one, so that offsets stay. */
function foldCharacter(character: string): string {
  if (/\s/.test(character)) return ' ';
  if (/[‘’‚‛′]/.test(character)) return "'";
  if (/[“”„‟″]/.test(character)) return '"';
  if (/[‐‑‒–—―−]/.test(character)) return '-';
  if (character === '*' || character === '_') return '';
  const lower = character.toLowerCase();
  return lower.length === 1 ? lower : character;
}
