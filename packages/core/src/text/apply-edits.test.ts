import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from './apply-edits.ts';

const at = (start: number, end: number, text: string) => ({ span: { start, end }, text });

describe('edits of a text', () => {
  it('replace, insert and remove, in whatever order they come', () => {
    expect(applyEdits('one two three', [at(8, 13, '3'), at(0, 0, '> '), at(3, 7, '')]).text).toBe('> one 3');
  });

  it('leave out an edit that overlaps an earlier one, or lies outside of the text', () => {
    expect(applyEdits('abcdef', [at(2, 5, 'X'), at(1, 3, 'Y'), at(5, 99, 'Z')]).text).toBe('aYdef');
  });

  it('keep an insertion at the edge of a span outside of it', () => {
    const { text, mapSpan } = applyEdits('net sales rose', [at(0, 0, 'A '), at(9, 9, ' [unverified]')]);
    const { start, end } = mapSpan({ start: 0, end: 9 });
    expect(text.slice(start, end)).toBe('net sales');
  });

  it('grow a span around what was replaced in it', () => {
    const { text, mapSpan } = applyEdits('call 123 now', [at(5, 8, '[NUMBER]')]);
    const { start, end } = mapSpan({ start: 0, end: 12 });
    expect(text.slice(start, end)).toBe('call [NUMBER] now');
  });

  it('move every untouched character to its new place', () => {
    const edits = fc.array(fc.tuple(fc.nat(30), fc.nat(5), fc.string({ maxLength: 4 })), { maxLength: 6 });
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30 }), edits, fc.nat(29), (text, raw, index) => {
        const list = raw.map(([start, length, replacement]) => at(start, start + length, replacement));
        const edited = applyEdits(text, list);
        const span = { start: index, end: index + 1 };
        const touched = list.some((edit) => edit.span.start <= index && index < edit.span.end);
        if (index >= text.length || touched) return;
        const { start, end } = edited.mapSpan(span);
        expect(edited.text.slice(start, end)).toBe(text[index]);
      }),
      { numRuns: 1000 },
    );
  });
});
