import type { Span } from '../contracts/entity.ts';
import type { Period } from '../contracts/figure.ts';
import { contentsPages } from './contents-pages.ts';
import { listMark, notAmounts } from './not-amounts.ts';
import type { LayoutLine } from './table-layout.ts';

/** A page has at least so many lines; a lone number in a shorter text is a value. */
const FEWEST_PAGE_LINES = 5;
const LONE_NUMBER = /^\s*[-–—]?\s*\d{1,4}\s*[-–—]?\s*$/u;
/** "(1)" alone on its line, apart from its footnote. */
const LONE_MARK = /^\s*\(\s?\d{1,2}\s?\)\s*$/u;
/** A footnote of a table: "1 Business segment operating profit is …". */
const FOOTNOTE = /^\s{0,4}\d{1,2}(?:,\d)?\s(?=[A-Z][a-z])/u;

/** Marks every offset that belongs to a period, a reference, an identifier, a list number, a footnote or a page number. */
export function takenOffsets(
  text: string,
  lines: readonly LayoutLine[],
  periods: readonly Period[],
): (offset: number) => boolean {
  const taken = new Uint8Array(text.length);
  const take = ({ start, end }: Span): void => {
    taken.fill(1, start, end);
  };
  for (const { span } of periods) if (span !== undefined) take(span);
  for (const span of notAmounts(text)) take(span);
  for (const span of lineMarks(text, lines)) take(span);
  for (const span of pageNumbers(text, lines)) take(span);
  for (const span of contentsPages(text, lines)) take(span);
  return (offset) => taken[offset] === 1;
}

/** List numbers and footnote numbers at the beginning of lines. */
function lineMarks(text: string, lines: readonly LayoutLine[]): Span[] {
  return lines.flatMap((line, index) => {
    if (lines.length > 3 && LONE_MARK.test(text.slice(line.start, line.end))) return [line];
    if (line.valuesFrom <= line.start) return [];
    const content = text.slice(line.start, Math.min(line.end, line.start + 60));
    const before = lines[index - 1];
    const ended =
      before === undefined ||
      before.row ||
      /(?:^|[.;:)])\s*$/u.test(text.slice(Math.max(before.start, before.end - 8), before.end));
    const length = listMark(content) || (ended && !line.row ? (FOOTNOTE.exec(content)?.[0].length ?? 0) : 0);
    return length === 0 ? [] : [{ start: line.start, end: line.start + length }];
  });
}

/** A lone whole number on the first or last line of a page that has no column of such numbers there. */
function pageNumbers(text: string, lines: readonly LayoutLine[]): Span[] {
  const filled = lines.filter(({ start, end }) => text.slice(start, end).trim() !== '');
  if (filled.length < FEWEST_PAGE_LINES) return [];
  const isLone = (line: LayoutLine | undefined): line is LayoutLine =>
    line !== undefined && LONE_NUMBER.test(text.slice(line.start, line.end));
  const edges: Array<[LayoutLine | undefined, LayoutLine | undefined]> = [
    [filled[0], filled[1]],
    [filled.at(-1), filled.at(-2)],
  ];
  return edges.flatMap(([edge, neighbour]) => (isLone(edge) && !isLone(neighbour) ? [edge] : []));
}
