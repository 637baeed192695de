import { splitLines } from '../text/lines.ts';
import { segmentSentences } from '../text/sentences.ts';
import { tableRows } from '../text/table-row.ts';
import type { Evidence, EvidenceSentence } from './evidence.ts';
import { type Line, readTable } from './read-table.ts';

interface Block {
  readonly kind: 'prose' | 'table';
  readonly lines: Line[];
}

const HEADING_LENGTH = 100;
/** More lines than this between two tables part them. */
const MOST_BETWEEN = 6;
const BULLET = /^\s*(?:[•●▪◦‣·○■]|[-*–—](?=\s)|\d{1,2}[.)](?=\s))\s*/u;

/** Cuts a passage into the pieces that can carry an answer: sentences, and rows of tables with their columns. */
export function readEvidence(text: string): Evidence[] {
  const evidence: Evidence[] = [];
  let heading = '';
  let caption = '';
  let paragraph = 0;
  let above: string[] = [];
  let inherited: readonly string[] = [];
  const blocks = blocksOf(text);
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'table') {
      const table = readTable(block.lines, { caption, heading, above, inherited });
      evidence.push(...table.rows);
      inherited = table.names;
      continue;
    }
    const prose = readProse(text, block.lines, { heading, paragraph });
    const isCaption = ({ text: last }: EvidenceSentence) => prose.caption.endsWith(last) && !/[.!?]$/.test(last);
    evidence.push(...prose.sentences.filter((last) => blocks[index + 1] === undefined || !isCaption(last)));
    above = block.lines.map((line) => line.text);
    if (above.length > MOST_BETWEEN || above.some((line) => /[.!?]\s*$/.test(line))) inherited = [];
    ({ heading, caption, paragraph } = prose);
  }
  return evidence;
}

/** Runs of table lines and runs of everything else. */
function blocksOf(text: string): Block[] {
  const lines = splitLines(text).map<Line>((span) => ({ span, text: text.slice(span.start, span.end) }));
  const rows = tableRows(lines.map((line) => line.text));
  const blocks: Block[] = [];
  for (const [index, line] of lines.entries()) {
    const last = blocks.at(-1);
    const inTable = last?.kind === 'table';
    const kind =
      isRow(rows, index, inTable, line.text) || (inTable && isBetweenRows(rows, index, line.text)) ? 'table' : 'prose';
    if (last?.kind === kind) last.lines.push(line);
    else blocks.push({ kind, lines: [line] });
  }
  return blocks;
}

/** One line alone that looks like a row is prose, unless its cells are ruled. */
function isRow(rows: readonly boolean[], index: number, inTable: boolean, text: string): boolean {
  return (
    rows[index] === true && (inTable || text.includes('|') || rows[index + 1] === true || rows[index + 2] === true)
  );
}

/** Inside a table, a short line before a row: a wrapped label or the head of a group. */
function isBetweenRows(rows: readonly boolean[], index: number, text: string): boolean {
  const line = text.trim();
  return rows[index + 1] === true && line !== '' && line.length < HEADING_LENGTH && !/[.!?]$/.test(line);
}

interface Position {
  readonly heading: string;
  readonly paragraph: number;
}

interface Prose extends Position {
  readonly sentences: EvidenceSentence[];
  /** The last lines, as far as they can be the caption of a table below. */
  readonly caption: string;
}

function readProse(text: string, lines: readonly Line[], position: Position): Prose {
  const start = lines[0]?.span.start ?? 0;
  const end = lines.at(-1)?.span.end ?? start;
  let { heading, paragraph } = position;
  let introduction = '';
  let previousEnd = start;
  const sentences: EvidenceSentence[] = [];
  for (const sentence of segmentSentences(text.slice(start, end))) {
    const from = start + sentence.start;
    const bullet = BULLET.exec(sentence.text)?.[0] ?? '';
    const plain = sentence.text.slice(bullet.length);
    const gap = text.slice(previousEnd, from);
    if (/\n\s*\n/.test(gap)) {
      paragraph += 1;
      if (bullet === '') introduction = '';
    }
    previousEnd = start + sentence.end;
    if (isHeading(sentence.text)) {
      heading = plain.replace(/^#+\s*/, '');
      introduction = '';
      continue;
    }
    const span = { start: from + bullet.length, end: previousEnd };
    sentences.push({ kind: 'sentence', text: plain, span, heading: joined(heading, introduction), paragraph });
    if (plain.endsWith(':')) introduction = plain;
  }
  return { sentences, heading, paragraph: paragraph + 1, caption: captionOf(lines) };
}

function isHeading(sentence: string): boolean {
  if (/^#{1,6}\s/.test(sentence)) return true;
  return (
    sentence.length < HEADING_LENGTH &&
    !/[.!?:;%\d)]$/.test(sentence) &&
    !BULLET.test(sentence) &&
    !sentence.includes(', ')
  );
}

/** The last paragraph or line above a table; its heading is known otherwise. */
function captionOf(lines: readonly Line[]): string {
  const filled = lines.map(({ text }) => text.trim());
  while (filled.at(-1) === '') filled.pop();
  const from = filled.lastIndexOf('') + 1;
  return filled
    .slice(from)
    .slice(-3)
    .join(' ')
    .replace(/^#+\s*/, '')
    .slice(-300);
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' — ');
}
