/** A run of characters on a page, as PDF.js gives it. Lengths are in points. */
export interface PdfItem {
  readonly str: string;
  /** The text matrix; the last two numbers are x and y from the lower left corner. */
  readonly transform: readonly unknown[];
  readonly width: number;
  readonly height: number;
  readonly hasEOL: boolean;
}

/** A line of a page. Cells of a table are parted by three blanks. */
export interface PdfLine {
  readonly text: string;
  /** Height of its letters in points. */
  readonly size: number;
}

/** Gaps, in heights of a letter. */
const WORD_GAP = 0.15;
const CELL_GAP = 1.5;
const LINE_SHIFT = 0.5;

interface OpenLine {
  text: string;
  size: number;
  y: number;
  /** Where the last run ended. */
  end: number;
}

/** Puts the runs of a page together to lines, in the order in which the page draws them. */
export function linesOfItems(items: readonly PdfItem[]): PdfLine[] {
  const lines: PdfLine[] = [];
  let open: OpenLine | undefined;
  const close = () => {
    if (open !== undefined && open.text.trim() !== '') lines.push({ text: open.text.trim(), size: open.size });
    open = undefined;
  };
  for (const { str, transform, width, height, hasEOL } of items) {
    const [x, y] = [numberAt(transform, 4), numberAt(transform, 5)];
    if (str.trim() !== '') {
      if (open !== undefined && isNextLine(open, x, y)) close();
      open =
        open === undefined ? { text: str, size: height, y, end: x + width } : joined(open, { str, x, width, height });
    }
    // The end of a line that PDF.js sees may be the end of a cell: position decides.
    if (hasEOL && str.trim() === '' && open !== undefined && height > 0 && Math.abs(y - open.y) > height) close();
  }
  close();
  return lines;
}

function isNextLine(line: OpenLine, x: number, y: number): boolean {
  const size = line.size || 1;
  return Math.abs(y - line.y) > size * LINE_SHIFT || x < line.end - size;
}

function joined(line: OpenLine, run: { str: string; x: number; width: number; height: number }): OpenLine {
  const size = Math.max(line.size, run.height) || 1;
  const gap = run.x - line.end;
  const between = gap > size * CELL_GAP ? '   ' : gap > size * WORD_GAP ? ' ' : '';
  return {
    text: line.text.trimEnd() + (between === '' ? trailingBlank(line.text) : between) + run.str,
    size,
    y: line.y,
    end: run.x + run.width,
  };
}

function trailingBlank(text: string): string {
  return /\s$/u.test(text) ? ' ' : '';
}

function numberAt(values: readonly unknown[], index: number): number {
  const value = values[index];
  return typeof value === 'number' ? value : 0;
}
