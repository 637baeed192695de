import type { Span } from '../contracts/entity.ts';

/** The lines of a text as spans without their line breaks (`\n`, `\r\n` or `\r`). */
export function splitLines(text: string): Span[] {
  const lines: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  lines.push({ start, end: text.length });
  return lines;
}
