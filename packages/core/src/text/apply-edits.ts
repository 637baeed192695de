import type { Span } from '../contracts/entity.ts';

/** Puts `text` where `span` stands. An empty span inserts. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

export interface EditedText {
  readonly text: string;
  /**
   * Where a span of the original stands in the edited text; what lies inside of a replaced piece moves to that piece's
   * edges. An insertion at the end of a span stays outside of it, one at its start too.
   */
  readonly mapSpan: (span: Span) => Span;
}

/**
 * Applies edits to a text and says where everything went.
 *
 * @param edits in any order; of two that overlap, the one that begins first (then the longer) wins and the other is
 *   left out
 */
export function applyEdits(text: string, edits: readonly Edit[]): EditedText {
  const applied = withoutOverlaps(text, edits);
  const parts: string[] = [];
  let position = 0;
  for (const { span, text: replacement } of applied) {
    parts.push(text.slice(position, span.start), replacement);
    position = span.end;
  }
  parts.push(text.slice(position));
  return {
    text: parts.join(''),
    mapSpan: ({ start, end }) => ({
      start: moved(applied, start, 'start'),
      end: Math.max(moved(applied, start, 'start'), moved(applied, end, 'end')),
    }),
  };
}

function withoutOverlaps(text: string, edits: readonly Edit[]): Edit[] {
  const inside = edits.filter(({ span }) => span.start <= span.end && span.end <= text.length);
  const sorted = inside.toSorted(
    (left, right) => left.span.start - right.span.start || lengthOf(right) - lengthOf(left),
  );
  const kept: Edit[] = [];
  for (const edit of sorted) {
    const last = kept.at(-1);
    if (last === undefined || edit.span.start >= last.span.end) kept.push(edit);
  }
  return kept;
}

function lengthOf({ span }: Edit): number {
  return span.end - span.start;
}

function moved(edits: readonly Edit[], offset: number, edge: 'start' | 'end'): number {
  let shift = 0;
  for (const { span, text } of edits) {
    const before = span.end < offset || (span.end === offset && (lengthOf({ span, text }) > 0 || edge === 'start'));
    if (before) shift += text.length - (span.end - span.start);
    else if (span.start < offset) return span.start + shift + (edge === 'end' ? text.length : 0);
    else break;
  }
  return offset + shift;
}
