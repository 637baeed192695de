import { readCell } from './read-cell.ts';

/** A block of rows found in a text, with what stands above it. */
export interface TableBlock {
  readonly caption: string;
  readonly rows: string[][];
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the tables of a text: two or more neighbouring lines with cells split by " | " (Markdown pipes too). The caption is the
 * last line of words above. Never throws.
 */
export function findTableBlocks(text: string): TableBlock[] {
  const blocks: TableBlock[] = [];
  let lines: string[] = [];
  let start = 0;
  let position = 0;
  let caption = '';
  const close = (end: number) => {
    const rows = splitLines(lines);
    if (rows.length > 1 || (rows[0]?.length ?? 0) > 2) blocks.push({ caption, rows, start, end });
    lines = [];
  };
  for (const line of text.split('\n')) {
    const end = position + line.length;
    if (line.includes('|')) {
      if (lines.length === 0) start = position;
      lines.push(line.trim());
    } else if (line.trim() !== '') {
      close(position);
      caption = line.trim();
    }
    position = end + 1;
  }
  close(text.length);
  return blocks;
}

const RULE = /^[\s|:-]*-{3,}[\s|:-]*$/;

/**
 * The cells of each line. A pipe that begins a line is a Markdown border when all lines have one, or when the line has the
 * usual number of cells without it; else it stands behind an empty first cell.
 */
function splitLines(lines: readonly string[]): string[][] {
  const rows = lines.filter((line) => !RULE.test(line));
  const open = rows.filter((line) => !line.startsWith('|')).map(splitLine);
  const usual = usualLength(open);
  return rows.map((line) => {
    const inner = splitLine(line.replace(/^\|/, '').replace(/\|$/, ''));
    if (!line.startsWith('|')) return splitLine(line);
    const whole = splitLine(line);
    return open.length === 0 || (inner.length === usual && whole.length !== usual) ? inner : whole;
  });
}

function splitLine(line: string): string[] {
  return line.split('|').map((cell) => cell.trim());
}

/**
 * Makes a rectangle of ragged rows: a "$" of its own moves into the number on its right, a ")" or "%" of its own into the
 * number on its left, columns that are then empty everywhere go, and short rows are filled up on the right.
 */
export function tidyGrid(rows: readonly (readonly string[])[]): string[][] {
  const joined = rows.map((row) => joinSplitCells(row.map((cell) => (typeof cell === 'string' ? cell.trim() : ''))));
  const usual = usualLength(joined);
  const squeezed = joined.map((row) => squeeze(row, usual));
  const width = squeezed.reduce((widest, row) => Math.max(widest, row.length), 0);
  const used = new Array<boolean>(width).fill(false);
  used[0] = true;
  for (const row of squeezed) {
    for (let column = 1; column < row.length; column++) if (row[column] !== '') used[column] = true;
  }
  return squeezed.map((row) => {
    const cells: string[] = [];
    for (let column = 0; column < width; column++) if (used[column]) cells.push(row[column] ?? '');
    return cells;
  });
}

/** `undefined` marks a cell whose content went into its neighbour. */
function joinSplitCells(row: readonly string[]): (string | undefined)[] {
  const cells: (string | undefined)[] = [...row];
  for (let column = 1; column < cells.length; column++) {
    const cell = cells[column] ?? '';
    if (cell === '' || cell.length > 4) continue;
    const next = cells[column + 1] ?? '';
    if (/^(?:[$€£¥]|US\$)?\s?\(?$/.test(cell) && /^[-–(.\d]/.test(next)) {
      cells[column + 1] = `${cell}${next}`;
      cells[column] = undefined;
    } else if (/^(?:\)|%|\)\s?%|%\s?\))$/.test(cell)) {
      const left = lastFilled(cells, column);
      if (left > 0 && readCell(cells[left] ?? '') !== undefined) {
        cells[left] = `${cells[left]}${cell}`;
        cells[column] = undefined;
      }
    }
  }
  return cells;
}

function lastFilled(cells: readonly (string | undefined)[], before: number): number {
  for (let column = before - 1; column > 0; column--) if ((cells[column] ?? '') !== '') return column;
  return -1;
}

function usualLength(rows: readonly (readonly unknown[])[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) if (row.length > 1) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let usual = 0;
  for (const [length, count] of counts) if (count > (counts.get(usual) ?? 0)) usual = length;
  return usual;
}

/** In a table whose rows differ in length, the emptied cells are what makes a row longer than the usual one. */
function squeeze(row: readonly (string | undefined)[], usual: number): string[] {
  let surplus = row.length - usual;
  const cells: string[] = [];
  for (const cell of row) {
    if (cell === undefined && surplus > 0) surplus--;
    else cells.push(cell ?? '');
  }
  return cells;
}
