import type { Block } from '@plumbline/retrievers/ingest';

/** Characters that are looked at in one go. */
const WINDOW = 1 << 15;

/** What a block says, as one text. */
function blockText(block: Block): string {
  if (block.kind !== 'table') return block.text;
  const rows = block.rows.map((row) => row.join(' | '));
  return [block.caption, block.unit, ...rows].filter((line) => line !== undefined && line !== '').join('\n');
}

/** The text of blocks in windows of about 32,000 characters, cut between blocks where they are shorter. */
export function* textWindows(blocks: readonly Block[]): Generator<string> {
  let open = '';
  for (const block of blocks) {
    open += `${blockText(block)}\n`;
    if (open.length < WINDOW) continue;
    yield open;
    open = '';
  }
  if (open !== '') yield open;
}
