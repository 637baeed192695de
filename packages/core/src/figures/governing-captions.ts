import type { Caption, FoundCaption } from './captions.ts';
import { lastAtOrBefore } from './spans.ts';
import type { LayoutLine } from './table-layout.ts';

/** So much prose behind the last row under a caption ends what the caption governs. */
const PROSE_LIMIT = 400;

export interface GoverningOptions {
  readonly lines: readonly LayoutLine[];
  readonly captions: readonly FoundCaption[];
  /** A caption given apart from the text. */
  readonly given: Caption | undefined;
}

/** The caption that governs the value at an offset of a row, if one does. */
export type Governing = (line: LayoutLine, offset: number) => Caption | undefined;

/** Finds the caption of each row: its own, its column's, or the nearest above that still holds. */
export function governingCaptions({ lines, captions, given }: GoverningOptions): Governing {
  const byRow = new Map<number, Caption>();
  const byColumn = new Map<number, ReadonlyMap<number, Caption>>();
  let active: Caption | undefined = given;
  let columns: ReadonlyMap<number, Caption> = new Map();
  let prose = 0;
  let used = false;
  let next = 0;
  for (const line of lines) {
    const here: FoundCaption[] = [];
    for (let caption = captions[next]; caption !== undefined && caption.start <= line.end; caption = captions[++next])
      here.push(caption);
    const hasValues = line.row && line.values.length > 0;
    const own = here.at(-1);
    if (own !== undefined && hasValues) {
      byRow.set(line.start, own);
      continue;
    }
    if (own !== undefined) {
      columns = columnCaptions(line, here);
      active = columns.size === 0 ? own : active;
      used = false;
      prose = 0;
    }
    if (!line.row) prose += line.end - line.start;
    if (prose > PROSE_LIMIT && used && active?.everywhere !== true) active = given;
    if (!hasValues) continue;
    prose = 0;
    used = true;
    if (active !== undefined) byRow.set(line.start, active);
    if (columns.size > 0) byColumn.set(line.start, columns);
  }
  return (line, offset) => {
    const cell = line.cells === undefined ? -1 : lastAtOrBefore(line.cells, offset);
    return byColumn.get(line.start)?.get(cell) ?? byRow.get(line.start);
  };
}

/** Captions of single columns: those in header cells that stand beside headings of other columns. */
function columnCaptions({ cells, row }: LayoutLine, here: readonly FoundCaption[]): ReadonlyMap<number, Caption> {
  const columns = new Map<number, Caption>();
  if (!row || cells === undefined || here.length < 2) return columns;
  if (here.every(({ exponent, currency }) => exponent === here[0]?.exponent && currency === here[0].currency))
    return columns;
  for (const caption of here) {
    const cell = lastAtOrBefore(cells, caption.start);
    if (cell > 0) columns.set(cell, caption);
  }
  return columns;
}
