import type { Block } from '../document.ts';
import { blocksOfLines } from './blocks-of-lines.ts';
import type { PdfLine } from './pdf-lines.ts';
import { splitRow } from './row-cells.ts';

/** Lines at the top and at the bottom of a page that may repeat. */
const EDGE_LINES = 2;
const FEWEST_PAGES = 3;
/** A heading is this much larger than the text, and no longer than this. */
const HEADING_SIZE = 1.2;
const LONGEST_HEADING = 120;
const LOWEST_LEVEL = 3;

/** The blocks of a PDF: larger lines become headings, lines repeated on more than half of the pages are dropped. */
export function* blocksOfPages(pages: readonly (readonly PdfLine[])[]): Generator<Block> {
  const repeated = repeatedLines(pages);
  const levels = headingLevels(pages.flat());
  for (const [index, lines] of pages.entries()) {
    const page = index + 1;
    const kept = withoutRepeated(lines, repeated);
    for (const { level, text } of passagesOf(kept, levels)) {
      if (level === undefined) yield* blocksOfLines(text, page);
      else yield { kind: 'heading', text, level, page };
    }
  }
}

/** Drops from both ends of the page, outermost lines first. */
function withoutRepeated(lines: readonly PdfLine[], repeated: ReadonlySet<string>): readonly PdfLine[] {
  const stays = (line: PdfLine) => !repeated.has(patternOf(line));
  const start = lines.slice(0, EDGE_LINES).findIndex(stays);
  const end = lines.slice(-EDGE_LINES).findLastIndex(stays);
  const first = start === -1 ? EDGE_LINES : start;
  const last = Math.max(0, lines.length - EDGE_LINES) + end;
  return lines.slice(first, Math.max(first, last + 1));
}

/** A row with two values is data, whatever it repeats. */
function isNoRow({ text }: PdfLine): boolean {
  return (splitRow(text)?.length ?? 0) < 3;
}

/** A line without the number at its start or end, so that "Page 3" is the same on each page. */
function patternOf({ text }: PdfLine): string {
  return text.replace(/^\d{1,4}\b|\b\d{1,4}$/gu, '#');
}

function repeatedLines(pages: readonly (readonly PdfLine[])[]): Set<string> {
  const counts = new Map<string, number>();
  for (const lines of pages) {
    const edges = [...lines.slice(0, EDGE_LINES), ...lines.slice(-EDGE_LINES)].filter(isNoRow);
    for (const edge of new Set(edges.map(patternOf))) counts.set(edge, (counts.get(edge) ?? 0) + 1);
  }
  const fewest = Math.max(FEWEST_PAGES, Math.floor(pages.length / 2) + 1);
  return new Set([...counts].filter(([, count]) => count >= fewest).map(([edge]) => edge));
}

/** Levels for the sizes of letters that are larger than those of most text. */
function headingLevels(lines: readonly PdfLine[]): Map<number, number> {
  const characters = new Map<number, number>();
  for (const { text, size } of lines) characters.set(rounded(size), (characters.get(rounded(size)) ?? 0) + text.length);
  const [body = 0] = [...characters].sort((a, b) => b[1] - a[1])[0] ?? [];
  const larger = [...characters.keys()].filter((size) => size >= body * HEADING_SIZE).sort((a, b) => b - a);
  return new Map(larger.map((size, index) => [size, Math.min(index + 1, LOWEST_LEVEL)]));
}

function rounded(size: number): number {
  return Math.round(size * 2) / 2;
}

interface Stretch {
  readonly level: number | undefined;
  text: string;
}

/** Neighbouring lines of the same kind: text, or one heading that may take several lines. */
function passagesOf(lines: readonly PdfLine[], levels: ReadonlyMap<number, number>): Stretch[] {
  const stretches: Stretch[] = [];
  for (const line of lines) {
    const level =
      line.text.length > LONGEST_HEADING || line.text.includes('   ') ? undefined : levels.get(rounded(line.size));
    const last = stretches.at(-1);
    if (last !== undefined && last.level === level) last.text += (level === undefined ? '\n' : ' ') + line.text;
    else stretches.push({ level, text: line.text });
  }
  return stretches;
}
