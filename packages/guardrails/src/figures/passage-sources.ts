import { type CitedPassage, type EvidenceRow, findTableBlocks } from '@plumbline/core';
import type { Source } from '@plumbline/core/derivations';

/** A passage as tables and texts to derive figures from; all carry its id. */
export function sourcesOf({ passage, pieces }: CitedPassage): Source[] {
  const { id, pageContent } = passage;
  const blocks = findTableBlocks(pageContent);
  if (blocks.length === 0) return [...alignedTables(id, pieces), ...textOf(id, sentencesOf(pieces))];
  const sources: Source[] = [];
  let end = 0;
  for (const { rows, caption, start, end: next } of blocks) {
    sources.push(...textOf(id, pageContent.slice(end, start)), { id, kind: 'table', rows, caption });
    end = next;
  }
  return [...sources, ...textOf(id, pageContent.slice(end))];
}

function textOf(id: string, text: string): Source[] {
  return text.trim() === '' ? [] : [{ id, kind: 'text', text }];
}

function sentencesOf(pieces: CitedPassage['pieces']): string {
  return pieces.flatMap(({ evidence }) => (evidence.kind === 'sentence' ? [evidence.text] : [])).join('\n');
}

/** Tables whose cells stand apart by white space alone, as they were read for citations. */
function alignedTables(id: string, pieces: CitedPassage['pieces']): Source[] {
  const tables = new Map<EvidenceRow['table'], EvidenceRow[]>();
  for (const { evidence } of pieces) {
    if (evidence.kind !== 'row') continue;
    const rows = tables.get(evidence.table);
    if (rows === undefined) tables.set(evidence.table, [evidence]);
    else rows.push(evidence);
  }
  return [...tables].map(([{ caption, unit }, rows]) => {
    const stated =
      unit === '' || caption.includes(unit) ? caption : `${caption} (${unit.replace(/[()]/g, ' ').trim()})`;
    return { id, kind: 'table', rows: gridOf(rows), caption: stated };
  });
}

function gridOf(rows: readonly EvidenceRow[]): string[][] {
  const columns = [...new Set(rows.flatMap(({ cells }) => cells.map(({ column }) => column)))];
  const grid = [['', ...columns]];
  let group = '';
  for (const row of rows) {
    if (row.group !== group && row.group !== '') grid.push([row.group]);
    group = row.group;
    grid.push([row.label, ...columns.map((name) => row.cells.find(({ column }) => column === name)?.text ?? '')]);
  }
  return grid;
}
