import type { Span } from '../contracts/entity.ts';
import { allMatches } from './all-matches.ts';

const LINE_BREAK = /\r\n|\n|\r/g;

/** The lines of a text as spans without their line breaks (`\n`, `\r\n` or `\r`). */
export function splitLines(text: string): Span[] {
  const lines: Span[] = [];
  let start = 0;
  for (const match of allMatches(text, LINE_BREAK)) {
    lines.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  lines.push({ start, end: text.length });
  return lines;
}
