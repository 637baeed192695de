import { endsWithAbbreviation } from './abbreviations.ts';
import { allMatches } from './all-matches.ts';
import { splitLines } from './lines.ts';
import { tableRows } from './table-row.ts';

/** A sentence of a text; `text` is `original.slice(start, end)` without outer white space. */
export interface Sentence {
  readonly text: string;
  /** Offset of the first character in the original text, in UTF-16 code units. */
  readonly start: number;
  /** Offset after the last character. */
  readonly end: number;
}

const UNICODE_SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });
/** A line of plain characters without a stop inside is one sentence, whatever the rules; a point between digits is no stop. */
const HAS_MORE_THAN_ONE = /[^\x20-\x7e]|\.(?!\d|\s*$)|[!?](?!\s*$)/;
const HARD_BREAK = '\n';
const BULLET_START = /^\s*(?:[•●▪◦‣·○■☐☒☑✓]|[-*–—]\s)/u;
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
  const sentences: Sentence[] = [];
  if (!HAS_MORE_THAN_ONE.test(text)) {
    pushTrimmed(sentences, text, 0, text.length);
    return sentences;
  }
  if (text.trim() === '') return sentences;
  const prepared = withHardBreaks(text);
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
  const spans = splitLines(text);
  const contents = spans.map(({ start, end }) => text.slice(start, end));
  const rows = tableRows(contents);
  const page = pageNumber(contents);
  const parts: string[] = [];
  for (const [index, content] of contents.entries()) {
    parts.push(content.replace(/[\v\f\u0085\u2028\u2029]/gu, ' '));
    const next = contents[index + 1];
    if (next === undefined) break;
    const blank = content.trim() === '' || next.trim() === '';
    const row = rows[index] === true || rows[index + 1] === true;
    const hard = blank || row || index + 1 === page || BULLET_START.test(next) || isHeading(content, next);
    const gap = (spans[index + 1]?.start ?? 0) - (spans[index]?.end ?? 0);
    parts.push((hard ? HARD_BREAK : ' ').padEnd(gap, ' '));
  }
  return parts.join('');
}

/** The line of a page's number: a lone whole number at the end of text that is set in lines. */
function pageNumber(lines: readonly string[]): number {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const wrapped = lines.some((line) => line.length >= WRAP_WIDTH);
  return wrapped && /^\s*[-–]?\s?\d{1,4}\s?[-–]?\s*$/u.test(lines[last] ?? '') ? last : -1;
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
  for (const { index, segment } of UNICODE_SENTENCES.segment(prepared)) {
    yield* loosePeriods(prepared, index, segment);
    const end = index + segment.length;
    if (segment.endsWith(HARD_BREAK) || segment.includes(HARD_BREAK) || !endsWithAbbreviation(prepared, index, end))
      yield end;
  }
}

const LOOSE_STOP = /\s[.!?]\s(?=\S)|[.!?]["'”’)\]]{0,3}\s{1,3}(?=["“(]?[$€£]?\d)/gu;

/**
 * Ends that the Unicode rules do not see because no capital follows: the full stop between blanks of tokenised text ("were
 * down . the rest"), and a sentence that begins with a number ("It grew. 25 stores opened").
 */
function* loosePeriods(prepared: string, index: number, segment: string): Generator<number> {
  for (const match of allMatches(segment, LOOSE_STOP)) {
    const end = index + match.index + match[0].trimEnd().length;
    if (!endsWithAbbreviation(prepared, index, end)) yield end;
  }
}
