import { endsWithAbbreviation } from './abbreviations.ts';
import { splitLines } from './lines.ts';
import { isTableRow } from './table-row.ts';

/** A sentence of a text; `text` is `original.slice(start, end)` without outer white space. */
export interface Sentence {
  readonly text: string;
  /** Offset of the first character in the original text, in UTF-16 code units. */
  readonly start: number;
  /** Offset after the last character. */
  readonly end: number;
}

const HARD_BREAK = '\n';
const BULLET_START = /^\s*(?:[•●▪◦‣·○■]|[-*–—]\s)/u;
const SENTENCE_END = /[.!?…:;]["'”’)\]]*$/u;
/** A wrapped paragraph's lines are about this long at least; shorter blocks say nothing about headings. */
const WRAP_WIDTH = 60;

/**
 * Cuts a text into sentences, spans into the original.
 *
 * Blank lines, bullets and table rows end a sentence, a single line break inside a paragraph does not. Abbreviations of
 * finance prose (Inc., No., approx., U.S.), initials, decimals and list numbers do not end one. Nothing but white
 * space lies between two sentences.
 */
export function segmentSentences(text: string): Sentence[] {
  if (text.trim() === '') return [];
  const prepared = withHardBreaks(text);
  const sentences: Sentence[] = [];
  let start = 0;
  for (const end of boundaries(prepared)) {
    pushTrimmed(sentences, text, start, end);
    start = end;
  }
  pushTrimmed(sentences, text, start, text.length);
  return sentences;
}

function pushTrimmed(sentences: Sentence[], text: string, from: number, to: number): void {
  const raw = text.slice(from, to);
  const trimmed = raw.trim();
  if (trimmed === '') return;
  const start = from + raw.length - raw.trimStart().length;
  sentences.push({ text: trimmed, start, end: start + trimmed.length });
}

/** The same text, same length: every line break is a blank, but for those that end a sentence. */
function withHardBreaks(text: string): string {
  const lines = splitLines(text).map(({ start, end }) => {
    const content = text.slice(start, end);
    return { content, start, end, row: isTableRow(content), blank: content.trim() === '' };
  });
  const parts: string[] = [];
  for (const [index, line] of lines.entries()) {
    parts.push(line.content.replace(/[\v\f\u0085\u2028\u2029]/g, ' '));
    const next = lines[index + 1];
    if (next === undefined) break;
    const hard =
      line.blank ||
      next.blank ||
      line.row ||
      next.row ||
      BULLET_START.test(next.content) ||
      isHeading(line.content, next.content);
    parts.push((hard ? HARD_BREAK : ' ').padEnd(next.start - line.end, ' '));
  }
  return parts.join('');
}

/** A short line without final punctuation before a long line that begins anew. */
function isHeading(line: string, next: string): boolean {
  const content = line.trim();
  if (next.length < WRAP_WIDTH || content.length > next.length * 0.6 || SENTENCE_END.test(content)) return false;
  return (
    /^\s*[\p{Lu}\d“"]/u.test(next) &&
    /^[\p{Lu}\d(]/u.test(content) &&
    !/[,–-]$|\b(?:and|or|of|the|to|in|for)$/u.test(content)
  );
}

function* boundaries(prepared: string): Generator<number> {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
  for (const { index, segment } of segmenter.segment(prepared)) {
    yield* loosePeriods(prepared, index, segment);
    const end = index + segment.length;
    if (segment.endsWith(HARD_BREAK) || segment.includes(HARD_BREAK) || !endsWithAbbreviation(prepared, index, end))
      yield end;
  }
}

/** Tokenised text ("were down . the rest") has its full stop between blanks, followed by a small letter. */
function* loosePeriods(prepared: string, index: number, segment: string): Generator<number> {
  for (const match of segment.matchAll(/\s[.!?]\s(?=\S)/g)) {
    const at = index + match.index;
    if (!endsWithAbbreviation(prepared, index, at + 2)) yield at + 2;
  }
}
