import type { Span } from '../contracts/entity.ts';
import type { Finding } from '../contracts/finding.ts';

/** A text after its findings were applied. */
export interface AppliedText {
  readonly text: string;
  /** What was added at the end, each once, in order. */
  readonly appended: readonly string[];
  /** Where a span of the old text lies in the new one; it shrinks to a point when all of it was replaced. */
  readonly moveSpan: (span: Span) => Span;
}

interface Edit extends Span {
  readonly replacement: string;
}

const CITATION_MARKER = /\[\d{1,3}\]/g;

/**
 * Writes redactions and replacements into a text and appends what must be appended. A number is never cut in two: an
 * edit that reaches into one takes all of it. A citation marker is never touched: an edit that covers one is split
 * around it. Overlapping edits become one, with the first one's replacement.
 */
export function applyFindings(text: string, findings: readonly Finding[]): AppliedText {
  const edits = mergeEdits(editsOf(text, findings));
  const appended = [
    ...new Set(
      findings.flatMap(({ action, replacement }) => (action === 'append' && replacement ? [replacement] : [])),
    ),
  ];
  return {
    text: [applyEdits(text, edits), ...appended].join('\n\n'),
    appended,
    moveSpan: ({ start, end }) => ({ start: moveOffset(edits, start, 'start'), end: moveOffset(edits, end, 'end') }),
  };
}

function editsOf(text: string, findings: readonly Finding[]): Edit[] {
  return findings.flatMap(({ action, span, replacement }) => {
    if (span === undefined || (action !== 'redact' && action !== 'replace')) return [];
    const written = replacement ?? (action === 'redact' ? '[redacted]' : '');
    return aroundMarkers(text, wholeNumbers(text, span)).map((piece, index) => ({
      ...piece,
      replacement: index === 0 ? written : '',
    }));
  });
}

/** Grows a span to the borders of the runs of digits it cuts. */
function wholeNumbers(text: string, { start, end }: Span): Span {
  let [from, to] = [Math.max(0, start), Math.min(text.length, end)];
  while (from > 0 && from < to && isDigit(text[from]) && isDigit(text[from - 1])) from -= 1;
  while (to < text.length && to > from && isDigit(text[to - 1]) && isDigit(text[to])) to += 1;
  return { start: from, end: to };
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

function aroundMarkers(text: string, span: Span): Span[] {
  const pieces: Span[] = [];
  let { start } = span;
  for (const marker of text.matchAll(CITATION_MARKER)) {
    const markerEnd = marker.index + marker[0].length;
    if (markerEnd <= span.start || marker.index >= span.end) continue;
    if (marker.index > start) pieces.push({ start, end: marker.index });
    start = markerEnd;
  }
  if (start < span.end) pieces.push({ start, end: span.end });
  return pieces;
}

function mergeEdits(edits: readonly Edit[]): Edit[] {
  const merged: Edit[] = [];
  for (const edit of [...edits].sort((left, right) => left.start - right.start || right.end - left.end)) {
    const last = merged.at(-1);
    if (last !== undefined && edit.start < last.end) {
      merged[merged.length - 1] = { ...last, end: Math.max(last.end, edit.end) };
    } else {
      merged.push(edit);
    }
  }
  return merged;
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let position = 0;
  for (const { start, end, replacement } of edits) {
    result += text.slice(position, start) + replacement;
    position = end;
  }
  return result + text.slice(position);
}

function moveOffset(edits: readonly Edit[], offset: number, side: 'start' | 'end'): number {
  let shift = 0;
  for (const { start, end, replacement } of edits) {
    if (offset >= end && !(offset === end && start === end && side === 'start')) {
      shift += replacement.length - (end - start);
    } else if (offset > start) {
      return start + shift + (side === 'end' ? replacement.length : 0);
    } else {
      break;
    }
  }
  return offset + shift;
}
