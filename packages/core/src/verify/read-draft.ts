import type { Span } from '../contracts/entity.ts';
import { termsOf } from '../evidence/terms.ts';
import { parseFigures } from '../figures/parse-figures.ts';
import { segmentSentences } from '../text/sentences.ts';
import { NOT_FOUND_TEXT } from '../text/sources-prompt.ts';

/** One `[n]` of a draft; `[1, 2]` is two of them with one span. */
export interface Marker {
  readonly n: number;
  readonly span: Span;
}

/** A sentence of a draft with the sources it points to. */
export interface DraftSentence {
  /** The sentence, markers left out at its edges. */
  readonly span: Span;
  /** The sentence with every marker blanked: same length, same offsets. */
  readonly text: string;
  readonly markers: readonly Marker[];
  /** Whether it states something: headings, questions and the refusal do not. */
  readonly isClaim: boolean;
}

const MARKER = /\s?\[(\d{1,4}(?:\s*[,;]\s*\d{1,4})*)\]/g;
const CLAIM_WORDS = 2;

/** Reads a draft: its sentences, and which sources each of them cites. Markers after a full stop belong to what is before. */
export function readDraft(draft: string): DraftSentence[] {
  const markers = [...draft.matchAll(MARKER)].flatMap(({ 0: text, 1: list = '', index }) => {
    const span = { start: index, end: index + text.length };
    return list.split(/[,;]/).map((n) => ({ n: Number(n), span }));
  });
  const blanked = blankMarkers(draft);
  const sentences = segmentSentences(blanked);
  return sentences.map(({ text, start, end }, index) => {
    const next = sentences[index + 1]?.start ?? draft.length;
    return {
      span: { start, end },
      text,
      markers: markers.filter(({ span }) => span.start >= (index === 0 ? 0 : start) && span.start < next),
      isClaim: isClaim(text),
    };
  });
}

/** The text with blanks in place of its markers: same length, same offsets. */
export function blankMarkers(text: string): string {
  return text.replaceAll(MARKER, (marker) => ' '.repeat(marker.length));
}

/** The draft without outer white space; empty when it holds nothing but markers. */
export function trimDraft(draft: string): string {
  return blankMarkers(draft).trim() === '' ? '' : draft.trim();
}

/**
 * Whether the whole draft says that the sources hold no answer, alone or with a reason behind a colon. A reason holds no
 * figures: what states some is an answer and is verified as one.
 */
export function isRefusal(draft: string): boolean {
  const text = draft.replaceAll(MARKER, '').trim();
  if (text.replace(/\.$/, '').toLowerCase() === REFUSAL) return true;
  if (!text.toLowerCase().startsWith(`${REFUSAL}: `) || text.length > LONGEST_REFUSAL) return false;
  return segmentSentences(text).length === 1 && parseFigures(text).length === 0;
}

const REFUSAL = NOT_FOUND_TEXT.replace(/\.$/, '').toLowerCase();
const LONGEST_REFUSAL = 200;

function isClaim(text: string): boolean {
  if (isRefusal(text) || /\?\W*$/.test(text)) return false;
  if (/\d/.test(text)) return true;
  return !text.endsWith(':') && termsOf(text).words.length >= CLAIM_WORDS;
}
