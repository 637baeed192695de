import type { Parts, Setting } from './setting.ts';

export const PLACE_FEATURES: readonly string[] = [
  'firstColumn',
  'firstColumnUnasked',
  'lastColumn',
  'lastColumnUnasked',
  'oneCell',
  'wholeRow',
  'mentionedFirst',
  'mentionedLast',
  'below',
  'above',
  'right',
  'left',
  'neighbours',
  'three',
  'more',
  'twoRows',
  'twoColumns',
];

/** Where the operands stand in their table and to each other. Returns the next free place. */
export function writePlace(setting: Setting, { used, placed }: Parts, out: Float64Array, start: number): number {
  const { problem, askedCount } = setting;
  const unasked = Number(askedCount === 0);
  const [cell] = placed;
  const [first, second] = used;
  let twoRows = 0;
  let twoColumns = 0;
  for (const facts of placed) {
    if (facts.line !== cell?.line) twoRows = 1;
    if (facts.column !== cell?.column || facts.table !== cell?.table) twoColumns = 1;
  }
  const both = first !== undefined && second !== undefined && first.line >= 0 && second.line >= 0;
  const one = both ? (problem.now.firstMention[first.line] ?? -1) : -1;
  const other = both ? (problem.now.firstMention[second.line] ?? -1) : -1;
  const mentioned = both && first.line !== second.line && one >= 0 && other >= 0;
  let at = start;
  out[at++] = cell?.firstColumn ?? 0;
  out[at++] = unasked * (cell?.firstColumn ?? 0);
  out[at++] = cell?.lastColumn ?? 0;
  out[at++] = unasked * (cell?.lastColumn ?? 0);
  out[at++] = Number(cell?.kind === 'cell' && cell.rowCells === 1);
  out[at++] = Number(cell?.kind === 'cell' && cell.rowCells === used.length);
  out[at++] = Number(mentioned && one < other);
  out[at++] = Number(mentioned && one > other);
  out[at++] = Number(both && second.line > first.line);
  out[at++] = Number(both && second.line < first.line);
  out[at++] = Number(both && second.column > first.column);
  out[at++] = Number(both && second.column < first.column);
  out[at++] = Number(both && Math.abs(first.line - second.line) <= 1 && Math.abs(first.column - second.column) <= 1);
  out[at++] = Number(used.length === 3);
  out[at++] = Number(used.length > 3);
  out[at++] = twoRows;
  out[at++] = twoColumns;
  return at;
}
